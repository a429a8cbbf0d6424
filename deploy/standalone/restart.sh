#!/usr/bin/env bash
# Starts a process of a cluster again that has died or was killed, as start.sh had started it.
#
#   restart.sh [options] NAME...    kafka, zookeeper, jobmanager, taskmanager-1 …
#     --dir DIR            folder of the cluster (default: deploy/standalone/run)

# shellcheck source=cluster.sh
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

names=()
while (($#)); do
  case $1 in
    --help | -h) usage ;;
    --dir) dir=$(value_of "$@") && shift ;;
    -*) die "There is no option $1. --help shows all options." ;;
    *) names+=("$1") ;;
  esac
  shift
done
((${#names[@]})) || die "Which process? --help shows the names."
find_java
[[ -d $dir ]] || die "There is no folder $dir. Check --dir."
dir=$(cd -P "$dir" && pwd)
export_folders
for name in "${names[@]}"; do
  [[ -f $dir/log/$name.command ]] || die "No process $name was started in $dir."
  ! alive "$name" || die "$name runs. Stop it first."
  command=() # line by line, for macOS' bash has no mapfile
  while IFS= read -r argument; do command+=("$argument"); done <"$dir/log/$name.command"
  launch "$name" "${command[@]:1}"
  say "Started $name"
done
