#!/usr/bin/env bash
# Stops the processes that start.sh has started. Data stays.
#
#   stop.sh [options]
#     --dir DIR            folder of the cluster (default: deploy/standalone/run)
#     --job JOB            stop this job only; the cluster goes on
#     --delete             delete the folder afterwards

# shellcheck source=cluster.sh
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

job='' delete=false
while (($#)); do
  case $1 in
    --help | -h) usage ;;
    --dir) dir=$(value_of "$@") && shift ;;
    --job) job=$(value_of "$@") && shift ;;
    --delete) delete=true ;;
    *) die "There is no option $1. --help shows all options." ;;
  esac
  shift
done
[[ -d $dir ]] || die "There is no folder $dir. Check --dir."
dir=$(cd -P "$dir" && pwd)
[[ -d $dir/pids ]] || die "$dir is no folder of a cluster. Check --dir."

if [[ -n $job ]]; then
  find_java
  flink_client stop -m "$(endpoint rest)" "$job" >"$dir/log/stop.log" 2>&1 ||
    die "The job $job was not stopped: $(tail -n 3 "$dir/log/stop.log")"
  sed -n 's/.*Savepoint completed. Path: /Savepoint: /p' "$dir/log/stop.log" | tail -n 1
  exit
fi

# consumers first: nobody then complains about a missing server
for name in "$dir"/pids/taskmanager-* "$dir"/pids/jobmanager "$dir"/pids/kafka "$dir"/pids/zookeeper; do
  name=${name##*/}
  if alive "$name"; then
    kill "$(<"$dir/pids/$name")"
    for _ in {1..100}; do
      alive "$name" || break
      sleep 0.2
    done
    ! alive "$name" || { say "$name does not end, killing it." && kill -9 "$(<"$dir/pids/$name")"; }
    say "Stopped $name"
  fi
  rm -f "$dir/pids/$name"
done
if [[ $delete == true ]]; then
  rm -rf "${dir:?}"
fi
