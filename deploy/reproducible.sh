#!/usr/bin/env bash
# Whether the same commit gives the same bytes: builds it twice from fresh clones, in folders, time zones and languages that differ, and compares
# all files that are shipped, and their list in bom.json and licenses.txt. With two folders that are built already, only compares.
#   deploy/reproducible.sh [FOLDER FOLDER]
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build() { # FOLDER TIME-ZONE LANGUAGE
  git clone -q "$home" "$1"
  (cd "$1" && TZ=$2 LC_ALL=$3 ./mvnw -q -B -ntp -Dmaven.test.skip=true -Prelease package -pl deploy -am)
}

sums() { # FOLDER
  (cd "$1" && find {schemas,models,flink-job,replay,cli}/target/tributary-*.jar deploy/target/{tributary,bom.json,licenses.txt} -type f |
    LC_ALL=C sort | xargs -d '\n' sha256sum)
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ $# == 2 ]]; then
  first=$1 second=$2
else
  first=$work/first second=$work/the-second
  build "$first" UTC C
  build "$second" Asia/Tokyo C.UTF-8
fi
for folder in "$first" "$second"; do
  [[ -s $folder/deploy/target/bom.json ]] || { echo "There is no deploy/target/bom.json in $folder: it is written with -Prelease and the network only." >&2; exit 1; }
done
sums "$first" >"$work/first.sums"
sums "$second" >"$work/second.sums"
diff "$work/first.sums" "$work/second.sums" || { echo "These files differ." >&2; exit 1; }
echo "$(wc -l <"$work/first.sums") files, byte for byte the same"
