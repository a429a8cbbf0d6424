#!/usr/bin/env bash
# Starts Tributary as separate processes on this machine: Kafka, a Flink JobManager, TaskManagers, and the job.
#
#   start.sh [options]
#     --dir DIR            where logs and all data go (default: deploy/standalone/run)
#     --mode MODE          application: the JobManager is for this job alone (default); session: submit.sh brings jobs
#     --taskmanagers N     number of TaskManagers (default 1), each with 2 slots
#     --config FILE        settings of the job (default: deploy/flink/tributary.yaml)
#     --kafka HOST:PORT    use this Kafka instead of starting one
#     --kafka-port N       where the Kafka of its own listens (default 9092; 0: any free port)
#     --rest-port N        where the JobManager's page is (default 8081; 0: any free port)
#     --from PATH          savepoint or checkpoint to continue from, or latest: the newest checkpoint in DIR (application mode)
#     --ha                 high availability: a ZooKeeper and a folder on disk remember the job, so that a JobManager that was
#                          lost goes on when restart.sh starts it again
#     --patience SECONDS   for each step (default 120)
#   Stop it with stop.sh. What is up is written to DIR/endpoints.

# shellcheck source=cluster.sh
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

mode=application taskmanagers=1 config=$conf/tributary.yaml kafka='' kafka_port=9092 rest_port=8081 from='' patience=120 ha=false
while (($#)); do
  case $1 in
    --help | -h) usage ;;
    --dir) dir=$(value_of "$@") ;;
    --mode) mode=$(value_of "$@") ;;
    --taskmanagers) taskmanagers=$(value_of "$@") ;;
    --config) config=$(value_of "$@") ;;
    --kafka) kafka=$(value_of "$@") ;;
    --kafka-port) kafka_port=$(value_of "$@") ;;
    --rest-port) rest_port=$(value_of "$@") ;;
    --from) from=$(value_of "$@") ;;
    --patience) patience=$(value_of "$@") ;;
    --ha)
      ha=true
      shift
      continue
      ;;
    *) die "There is no option $1. --help shows all options." ;;
  esac
  shift 2
done
[[ $mode == application || $mode == session ]] || die "--mode is application or session, not $mode."
[[ -f $config ]] || die "There is no file $config. Check --config."
for number in "$taskmanagers" "$kafka_port" "$rest_port" "$patience"; do
  [[ $number =~ ^[0-9]{1,5}$ ]] || die "$number is no number. --help shows what each option takes."
done
find_java
config=$(cd "$(dirname "$config")" && pwd)/${config##*/}
mkdir -p "$dir"
dir=$(cd -P "$dir" && pwd)
mkdir -p "$dir"/{pids,log,tmp}
if [[ $from == latest ]]; then
  # shellcheck disable=SC2012 # Flink chose these names; macOS' find cannot sort by time
  from=$(ls -td "$dir"/checkpoints/*/chk-*/_metadata 2>/dev/null | sed -n '1s|/_metadata$||p' || true)
  [[ -n $from ]] || die "There is no checkpoint in $dir/checkpoints. Start without --from."
fi
for name in "$dir"/pids/*; do
  ! alive "${name##*/}" || die "A cluster runs in $dir already. Stop it with: stop.sh --dir $dir"
done
trap 'say "Stopping what was started." >&2; "$here/stop.sh" --dir "$dir" >&2' EXIT

start_kafka() {
  local port controller
  port=$(free_port "$kafka_port" --kafka-port kafka)
  controller=$(free_port 0 '' controller)
  kafka=127.0.0.1:$port
  cat >"$dir/kafka.properties" <<END
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=127.0.0.1:$controller
log.dirs=$dir/kafka
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
END
  "$java" -XX:TieredStopAtLevel=1 -cp "$home/cli/*:$flink/lib/*" "-Dlog4j.configurationFile=$here/log4j.properties" \
    kafka.tools.StorageTool format --standalone --ignore-formatted -t VHJpYnV0YXJ5LWxvY2FsMQ -c "$dir/kafka.properties" \
    >"$dir/log/kafka-format.log" 2>&1 || die "Kafka's folder cannot be prepared: $(tail -n 5 "$dir/log/kafka-format.log")"
  launch kafka -Xmx512m -cp "$home/cli/*:$flink/lib/*" kafka.Kafka "$dir/kafka.properties"
}

create_topics() {
  "$java" -XX:TieredStopAtLevel=1 -cp "$home/cli/*:$home/lib/*:$flink/lib/*" dev.tributary.cli.Tributary \
    topics --create --kafka "$kafka" --config "$config"
}

start_zookeeper() {
  zookeeper=127.0.0.1:$(free_port 0 '' zookeeper)
  cat >"$dir/zookeeper.properties" <<END
dataDir=$dir/zookeeper
clientPort=${zookeeper#*:}
clientPortAddress=127.0.0.1
tickTime=1000
maxClientCnxns=0
admin.enableServer=false
END
  launch zookeeper -Xmx128m -cp "$flink/lib/*" -Dzookeeper.admin.enableServer=false \
    org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain "$dir/zookeeper.properties"
}

# sets what the Flink processes are started with; takes seconds, which Kafka needs anyway
prepare_flink() {
  slots=$((taskmanagers * 2))
  metrics=$(free_port 0 '' metrics)
  rest_address=127.0.0.1:$(free_port "$rest_port" --rest-port rest)
  place=(
    -Djobmanager.rpc.address=127.0.0.1 "-Djobmanager.rpc.port=$(free_port 0 '' rpc)" -Djobmanager.bind-host=127.0.0.1
    -Drest.address=127.0.0.1 -Drest.bind-address=127.0.0.1 "-Drest.port=${rest_address#*:}"
    -Dtaskmanager.host=127.0.0.1 -Dtaskmanager.bind-host=127.0.0.1
    "-Dmetrics.reporter.prometheus.port=$metrics-$((metrics + taskmanagers + 5))"
    "-Dparallelism.default=$slots"
    "-Dexecution.checkpointing.dir=file://$dir/checkpoints" "-Dexecution.checkpointing.savepoint-dir=file://$dir/savepoints"
    "-Dio.tmp.dirs=$dir/tmp"
  )
  if [[ $ha == true ]]; then
    place+=(-Dhigh-availability.type=zookeeper "-Dhigh-availability.zookeeper.quorum=$zookeeper"
      "-Dhigh-availability.storageDir=file://$dir/ha" -Dhigh-availability.cluster-id=/tributary
      "-Dhigh-availability.zookeeper.client.session-timeout=6 s")
  fi
  resources TM "${place[@]}"
  taskmanager=("${jvm[@]}" -cp "$home/lib/*:$flink/lib/*" org.apache.flink.runtime.taskexecutor.TaskManagerRunner
    --configDir "$conf" "${dynamic[@]}" "${place[@]}")
  resources JM "${place[@]}"
}

start_flink() {
  export_folders
  local entry=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint job=()
  if [[ $mode == application ]]; then
    entry=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint
    # without -- Flink takes --config for its own --configDir
    job=(${from:+--fromSavepoint "$from"} --job-classname dev.tributary.job.TributaryJob --
      --config "$config" --set "tributary.kafka.bootstrap-servers=$kafka")
  fi
  launch jobmanager "${jvm[@]}" -cp "$home/lib/*:$flink/lib/*" "$entry" "${dynamic[@]}" --configDir "$conf" "${place[@]}" ${job[@]+"${job[@]}"}
  for ((i = 1; i <= taskmanagers; i++)); do
    launch "taskmanager-$i" "${taskmanager[@]}" "-Dtaskmanager.resource-id=taskmanager-$i"
  done
  printf 'kafka=%s\nrest=%s\nmetrics=%s\nslots=%s\nconfig=%s\n' "$kafka" "$rest_address" "$metrics" "$slots" "$config" >"$dir/endpoints"
}

SECONDS=0
[[ $ha == false ]] || start_zookeeper
if [[ -z $kafka ]]; then
  start_kafka
  prepare_flink
  wait_for "$patience" kafka "Kafka and the topics" create_topics
else
  create_topics >/dev/null || die "No topics could be created on $kafka. Check --kafka."
  prepare_flink
fi
say "Kafka and the topics are there: $kafka ($SECONDS s)"
start_flink
wait_for "$patience" jobmanager "The TaskManagers" has_taskmanagers "$taskmanagers"
say "Flink runs, $taskmanagers TaskManager(s): http://$rest_address ($SECONDS s)"
if [[ $mode == application ]]; then
  wait_for "$patience" jobmanager "The job" job_runs
  say "The job runs ($SECONDS s). Ask it: ./tributary recommend --kafka $kafka --user u1 --scenario shop"
else
  say "Submit the job with: deploy/standalone/submit.sh --dir $dir"
fi
trap - EXIT
