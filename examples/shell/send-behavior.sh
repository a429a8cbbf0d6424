#!/usr/bin/env bash
# send-behavior.sh USER ITEM [SCENARIO]: the user purchases the item. Needs kcat.
set -euo pipefail

user=${1:?which user?}
item=${2:?which item?}
scenario=${3:-shop}
kafka=${KAFKA:-localhost:9092}

# the key is the user's id; a record that is sent twice counts once, by its event_id
event_id=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
printf '%s:{"event_id":"%s","user_id":"%s","scenario":"%s","item_id":"%s","action":"purchase","occurred_at":"%s"}\n' \
  "$user" "$event_id" "$user" "$scenario" "$item" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" |
  kcat -P -b "$kafka" -t tributary.behaviors.v1 -K: -X acks=all
echo "sent $event_id"
