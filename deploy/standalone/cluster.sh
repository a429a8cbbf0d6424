# shellcheck shell=bash
# What start.sh, submit.sh and stop.sh share. $dir is the folder of the cluster: pids/, log/, and all its data.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
home=$root/deploy/target/tributary # what the image holds under /opt/flink and /opt/tributary
flink=$root/deploy/target/flink    # what the Flink image brings along
conf=$root/deploy/flink
dir=$here/run rest_address='' jvm=() dynamic=()

say() { printf '%s\n' "$*"; }

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage() { # the script's own head, without "# "
  sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
  exit
}

value_of() { # --option value
  [[ $# -ge 2 && -n $2 ]] || die "$1 needs a value. --help shows all options."
  printf '%s' "$2"
}

find_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || die "Java is missing. Install a JDK 17 or newer, or set JAVA_HOME."
  local version
  # without a JDK macOS still has a java, which only says that there is none
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p') ||
    die "$java does not run ($("$java" -version 2>&1 | grep -v '^Picked up' | head -n 1)). Install a JDK 17 or newer, or set JAVA_HOME."
  ((${version:-0} >= 17)) || die "Java 17 or newer is needed, but $java is of version ${version:-unknown}. Set JAVA_HOME."
  [[ -f $home/usrlib/tributary-job.jar && -d $flink/lib ]] ||
    die "Nothing is built yet. Build with: ./mvnw -DskipTests package"
}

# launch NAME JAVA_ARGUMENT...: a process of its own; output goes to log/NAME.log, how it was started to log/NAME.command, its id to pids/NAME
launch() {
  local name=$1
  shift
  printf '%s\n' "$java" "$@" >"$dir/log/$name.command"
  (cd "$dir" && exec nohup "$java" "-Dtributary.cluster=$dir" "-Dlog.file=$dir/log/$name.log" "-Dlog4j.configurationFile=$here/log4j.properties" "$@" \
    </dev/null >>"$dir/log/$name.log" 2>&1) &
  printf '%s' $! >"$dir/pids/$name"
}

# what Flink's processes look for in their environment
export_folders() {
  export FLINK_CONF_DIR=$conf FLINK_LIB_DIR=$home/lib FLINK_PLUGINS_DIR=$flink/plugins
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2} # else glibc keeps memory that the encoder gave back, a region for each thread; Flink's image brings jemalloc
}

# a process id may have been given to somebody else meanwhile; macOS' ps cuts lines at the terminal's width unless told not to
alive() {
  [[ -f $dir/pids/$1 ]] && ps -ww -p "$(<"$dir/pids/$1")" -o args= 2>/dev/null | grep -qF -- "-Dtributary.cluster=$dir "
}

# wait_for SECONDS NAME WHAT COMMAND...: until the command succeeds; a process that died meanwhile ends the wait
wait_for() {
  local deadline=$((SECONDS + $1)) name=$2 what=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    if ! alive "$name" || ((SECONDS >= deadline)); then
      {
        if alive "$name"; then say "$what: not there after $SECONDS s."; else say "$what: the process $name has ended."; fi
        say "The end of $dir/log/$name.log, causes first:"
        grep -E '^Caused by: | ERROR ' "$dir/log/$name.log" | sort -u | tail -n 5 | cut -c 1-400
        tail -n 10 "$dir/log/$name.log" | cut -c 1-200
      } >&2
      return 1
    fi
    sleep 0.3
  done
}

endpoint() {
  [[ -f $dir/endpoints ]] || die "There is no cluster in $dir. Start one with start.sh, or name its folder with --dir."
  sed -n "s/^$1=//p" "$dir/endpoints"
}

# rest PATH: a GET to the JobManager
rest() {
  local host=${rest_address%:*} port=${rest_address#*:}
  exec 3<>"/dev/tcp/$host/$port" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" "$host" >&3
  cat <&3
  exec 3>&-
}

has_taskmanagers() { [[ $(rest /overview) =~ \"taskmanagers\":([0-9]+) ]] && ((BASH_REMATCH[1] >= $1)); }

# job_runs [JOB]: all subtasks of the job run, or of the only one; a subtask runs once its encoder is loaded
job_runs() {
  local job
  job=$(rest /jobs/overview | tr '{' '\n' | grep -A 1 "\"jid\":\"${1:-}")
  [[ $job =~ \"tasks\":.*\"running\":([0-9]+) ]] || return 1
  local running=${BASH_REMATCH[1]}
  [[ $job =~ \"total\":([0-9]+) ]] && ((running > 0 && running == BASH_REMATCH[1]))
}

# resources JM|TM ARGUMENT...: sets jvm (heap and direct memory) and dynamic (-D arguments) as Flink's own scripts do
resources() {
  local output
  output=$("$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$flink/lib/*" "-Dlog4j.configurationFile=$here/log4j.properties" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "GET_$1_RESOURCE_PARAMS" --configDir "$conf" "${@:2}" 2>&1) ||
    die "Flink cannot divide the memory: $output"
  output=$(sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' <<<"$output")
  local process=jobmanager
  [[ $1 == JM ]] || process=taskmanager
  # shellcheck disable=SC2034 # read by start.sh
  read -ra jvm <<<"$(sed -n 1p <<<"$output") $(java_options all) $(java_options $process)"
  # shellcheck disable=SC2034
  read -ra dynamic <<<"$(sed -n 2p <<<"$output")"
}

flink_client() {
  local options
  read -ra options <<<"$(java_options all)"
  FLINK_CONF_DIR=$conf "$java" -XX:TieredStopAtLevel=1 ${options[@]+"${options[@]}"} "-Dlog4j.configurationFile=$here/log4j.properties" \
    -cp "$home/lib/*:$flink/lib/*" org.apache.flink.client.cli.CliFrontend "$@"
}

java_options() { sed -n "s/^env\.java\.opts\.$1: //p" "$conf/config.yaml"; }

# free_port WANTED OPTION PURPOSE: the wanted port, or any below those that the system gives to clients. Each purpose has 2,000 of its own,
# so that a port chosen here for one process and not yet open is not chosen for another.
free_port() {
  local port first
  if (($1 != 0)); then
    ! (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null || die "Port $1 is in use. Choose another with $2, or 0 for any."
    printf '%s' "$1"
    return
  fi
  case $3 in
    kafka) first=20000 ;;
    controller) first=22000 ;;
    zookeeper) first=24000 ;;
    rpc) first=26000 ;;
    rest) first=28000 ;;
    metrics) first=30000 ;; # and those after it, one for each process
  esac
  for _ in {1..100}; do
    port=$((first + RANDOM % 1900))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s' "$port" && return; }
  done
  die "No free port was found."
}
