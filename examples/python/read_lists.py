"""python3 read_lists.py USER [COUNT]: prints the user's lists until COUNT lists or Ctrl-C."""
import json
import os
import sys
import uuid

from confluent_kafka import Consumer, KafkaException


def main(user, count=sys.maxsize):
    consumer = Consumer({
        "bootstrap.servers": os.environ.get("KAFKA", "localhost:9092"),
        # a service uses one group id for all its processes and goes on where it was; this one reads all there is
        "group.id": f"example-{uuid.uuid4()}",
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe(["tributary.recommendations.v1"])
    seen = 0
    try:
        while seen < int(count):
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            if (message.key() or b"").decode() != user:
                continue
            if message.value() is None:
                print(user, "was erased", flush=True)
                continue
            show(parse(message.value()))
            seen += 1
    except KeyboardInterrupt:
        pass
    finally:
        consumer.close()


def parse(value):
    if value[:1] == b"\xc3":
        sys.exit("This list is Avro. For JSON start the job with tributary.sink.format=JSON.")
    return json.loads(value)


def show(recommendation):
    print(f"{recommendation['scenario']}, revision {recommendation['revision']}")
    for item in recommendation["items"]:
        reason = f" – {item['reasons'][0]['text']}" if item["reasons"] else ""
        print(f"  {item['rank']}. {item['title'] or item['item_id']}{reason}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: read_lists.py USER [COUNT]")
    main(*sys.argv[1:])
