#!/usr/bin/env bash
# read-lists.sh USER [COUNT]: prints the user's lists as JSON, one a line, until COUNT lists or Ctrl-C. Needs kcat.
set -euo pipefail

user=${1:?which user?}
count=${2:-0}
kafka=${KAFKA:-localhost:9092}

exec 3< <(exec kcat -C -b "$kafka" -t tributary.recommendations.v1 -o beginning -q -u -f '%k\t%s\n')
kcat=$!
trap 'kill "$kcat" 2>/dev/null || true' EXIT

while IFS=$'\t' read -r -u 3 key list; do
  # an empty value says that the user was erased
  [[ $key == "$user" && -n $list ]] || continue
  printf '%s\n' "$list"
  ((--count)) || break
done
