import { Chart, Size, Testing } from 'cdk8s';
import { KafkaBroker, PostgresStore, ReadOnlyApp, ReadOnlyJob } from '../../src';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;
const chart = () => new Chart(Testing.app(), 'shop');

// The compiler asks for these props; a program in JavaScript may leave them out.
test.each<[string, () => unknown, string]>([
  ['all of an application', () => new ReadOnlyApp(chart(), 'web', undefined as any), 'shop/web: memory is missing, and only you can know it; state it, e.g. Size.mebibytes(512) [size-stated]'],
  ['the batch of a job', () => new ReadOnlyJob(chart(), 'web', { image: IMAGE, memory: Size.mebibytes(64) } as any), 'shop/web: batch.output is missing, and only you can know it'],
  ['all of a broker', () => new KafkaBroker(chart(), 'web', {} as any), 'shop/web: dailyThroughput is missing'],
  ['all of a database', () => new PostgresStore(chart(), 'web', {} as any), 'shop/web: expectedData is missing'],
  ['a name that is text', () => new ReadOnlyApp(chart(), 'web', { image: IMAGE, memory: Size.mebibytes(64), metadata: { name: 5 as any } }),
    'shop/web: metadata.name is 5, which is not text; write it in quotes [prop-shape]'],
])('without %s, what is missing is named', (_, act, text) => {
  expect(act).toThrow(text);
});
