// node read-lists.mjs USER [COUNT]: prints the user's lists until COUNT lists or Ctrl-C
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

const [user, count = Infinity] = process.argv.slice(2);
if (!user) {
  console.error('usage: node read-lists.mjs USER [COUNT]');
  process.exit(2);
}
const kafka = new Kafka({ clientId: 'example', brokers: [process.env.KAFKA ?? 'localhost:9092'], logLevel: logLevel.ERROR });
// a service uses one group id for all its processes and goes on where it was; this one reads all there is
const consumer = kafka.consumer({ groupId: `example-${randomUUID()}` });
let seen = 0;

await consumer.connect();
await consumer.subscribe({ topics: ['tributary.recommendations.v1'], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    if (message.key?.toString() !== user || seen >= count) return;
    if (message.value === null) {
      console.log(`${user} was erased`);
      return;
    }
    print(parse(message.value));
    if (++seen >= count) setImmediate(() => consumer.disconnect());
  },
});

function parse(value) {
  if (value[0] === 0xc3) throw new Error('This list is Avro. For JSON start the job with tributary.sink.format=JSON.');
  return JSON.parse(value);
}

function print(list) {
  console.log(`${list.scenario}, revision ${list.revision}`);
  for (const { rank, title, item_id: id, reasons } of list.items) {
    console.log(`  ${rank}. ${title || id}${reasons.length ? ` – ${reasons[0].text}` : ''}`);
  }
}
