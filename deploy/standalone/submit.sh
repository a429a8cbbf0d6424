#!/usr/bin/env bash
# Submits the job to a cluster that start.sh --mode session has started, through the JobManager's REST endpoint.
#
#   submit.sh [options]
#     --dir DIR            folder of the cluster (default: deploy/standalone/run)
#     --parallelism N      subtasks of each stage (default: all slots)
#     --from PATH          savepoint or checkpoint to continue from
#     --set KEY=VALUE      one more setting of the job; may be repeated
#     --patience SECONDS   until all of it runs (default 120)
#   The last line it prints is the job's id.

# shellcheck source=cluster.sh
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

parallelism='' from=() settings=() patience=120
while (($#)); do
  case $1 in
    --help | -h) usage ;;
    --dir) dir=$(value_of "$@") ;;
    --parallelism) parallelism=$(value_of "$@") ;;
    --from) from=(-s "$(value_of "$@")") ;;
    --set) settings+=(--set "$(value_of "$@")") ;;
    --patience) patience=$(value_of "$@") ;;
    *) die "There is no option $1. --help shows all options." ;;
  esac
  shift 2
done
find_java
[[ -d $dir ]] || die "There is no folder $dir. Start a cluster with start.sh, or check --dir."
dir=$(cd -P "$dir" && pwd)
rest_address=$(endpoint rest)
alive jobmanager || die "No JobManager runs in $dir. Start one with: start.sh --mode session --dir $dir"

log=$dir/log/submit.log
flink_client run -d -m "$rest_address" -p "${parallelism:-$(endpoint slots)}" ${from[@]+"${from[@]}"} \
  -c dev.tributary.job.TributaryJob "$home/usrlib/tributary-job.jar" \
  --config "$(endpoint config)" --set "tributary.kafka.bootstrap-servers=$(endpoint kafka)" ${settings[@]+"${settings[@]}"} >"$log" 2>&1 ||
  { grep -E 'Exception|Caused by' "$log" | tail -n 5 >&2; die "The job was refused. The whole log: $log"; }
job=$(sed -n 's/.*JobID \([0-9a-f]*\)$/\1/p' "$log")
[[ -n $job ]] || die "The job's id is missing in $log."
wait_for "$patience" jobmanager "The job $job" job_runs "$job"
say "$job"
