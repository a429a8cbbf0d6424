// node send-behavior.mjs USER ITEM [SCENARIO]: the user purchases the item
import { randomUUID } from 'node:crypto';
import { Kafka, Partitioners } from 'kafkajs';

const [user, item, scenario = 'shop'] = process.argv.slice(2);
if (!item) {
  console.error('usage: node send-behavior.mjs USER ITEM [SCENARIO]');
  process.exit(2);
}
const kafka = new Kafka({ clientId: 'example', brokers: [process.env.KAFKA ?? 'localhost:9092'] });
// the partitioner that Java's producer has too: a user's records stay in one partition, whoever sends them
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });

await producer.connect();
const behavior = {
  event_id: randomUUID(), // a record that is sent twice counts once
  user_id: user,
  scenario,
  item_id: item,
  action: 'purchase',
  occurred_at: new Date().toISOString(),
};
await producer.send({ topic: 'tributary.behaviors.v1', messages: [{ key: user, value: JSON.stringify(behavior) }] });
await producer.disconnect();
console.log(`sent ${behavior.event_id}`);
