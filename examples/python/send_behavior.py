"""python3 send_behavior.py USER ITEM [SCENARIO]: the user purchases the item."""
import json
import os
import sys
import uuid
from datetime import datetime, timezone

from confluent_kafka import Producer


def refuse(error, _message):
    if error is not None:
        sys.exit(f"Kafka did not take the behavior: {error}")


def main(user, item, scenario="shop"):
    producer = Producer({
        "bootstrap.servers": os.environ.get("KAFKA", "localhost:9092"),
        "enable.idempotence": True,
        # as Java's producer: a user's records stay in one partition, whoever sends them
        "partitioner": "murmur2_random",
    })
    behavior = {
        "event_id": str(uuid.uuid4()),  # a record that is sent twice counts once
        "user_id": user,
        "scenario": scenario,
        "item_id": item,
        "action": "purchase",
        "occurred_at": datetime.now(timezone.utc).isoformat(),
    }
    producer.produce("tributary.behaviors.v1", key=user, value=json.dumps(behavior), on_delivery=refuse)
    if producer.flush(30):
        sys.exit("Kafka did not answer for 30 s")
    print("sent", behavior["event_id"])


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: send_behavior.py USER ITEM [SCENARIO]")
    main(*sys.argv[1:])
