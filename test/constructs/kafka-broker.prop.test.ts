import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { ImageFamily, KafkaBroker, KafkaBrokerProps, Platform, SizingBasis } from '../../src';
import { judge } from '../judges';
import { platform, readOnlyApp } from './arbitrary';

const IMAGE = `apache/kafka:3.9.1@sha256:${'0123456789abcdef'.repeat(4)}`;

/** Mostly sound, or every cluster would be refused for one prop and nothing else would be tried. */
const mostly = <T>(good: fc.Arbitrary<T>, bad: readonly T[]) => fc.oneof({ weight: 30, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const often = <T>(good: readonly T[], bad: readonly T[]) => mostly(fc.constantFrom(...good), bad);

/** A cluster in which any prop may be wrong; the rest of a workload as for any application. */
const props: fc.Arbitrary<KafkaBrokerProps> = fc.tuple(readOnlyApp, fc.record({
  image: often([IMAGE, 'cleanstart/kafka:3.5-prod', 'docker.io/apache/kafka:4.0.0'], ['registry.example/kafka:4', '', undefined as any]),
  imageFamily: often([undefined, ImageFamily.KAFKA, ImageFamily.KAFKA_CLEANSTART], [ImageFamily.JVM]),
  memory: mostly(fc.integer({ min: 854, max: 20_000 }), [1, 700, NaN]).map(Size.mebibytes),
  dailyThroughput: mostly(fc.integer({ min: 1, max: 5_000_000 }), [0, NaN, Infinity, 0.3, 1e12]).map(Size.mebibytes),
  retention: mostly(fc.integer({ min: 1, max: 2000 }), [0, NaN, 0.5, 1e12]).map(Duration.hours),
  brokers: often([undefined, 1, 3, 5], [2, NaN, 0]),
  replicationFactor: often([undefined, 1], [2, 3, 0]),
  clusterId: often([undefined, '4L6g3nShT-eMCtK--X86sw'], ['no id']),
  partitionsPerBroker: often([undefined, 0, 1, 12], [1000, -1, 0.5, 100_000]),
  keepGcLog: fc.boolean(),
  claimSize: often([undefined, Size.tebibytes(2000)], [Size.gibibytes(1), Size.mebibytes(NaN)]),
  sizingBasis: fc.constantFrom(undefined, ...Object.values(SizingBasis)),
  singlePodClaims: fc.boolean(),
  settings: often<KafkaBrokerProps['settings']>([undefined, { 'num.partitions': '3' }, { 'message.max.bytes': '' }], [{ 'log.dirs': '/tmp' }, { a: 'b\nc' }]),
})).map(([workload, kafka]) => {
  const { metadata, podMetadata, env, user, cpu, sidecars, scheduling, tmp } = workload;
  return { metadata, podMetadata, env, user, cpu, sidecars, scheduling, tmp, ...kafka };
});

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
const SEED = process.env.CI === undefined ? undefined : 20261121;
const REFUSAL = /^(shop\/[^:]*: |\s*\[shop[^\]]*\] )[^]*; [^]* \[[a-z-]+\]$/;

test('either synthesizes to what every judge accepts, or is refused in the grammar', () => {
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(fc.property(platform, props, (settings, given) => {
    let made: any[];
    try {
      const chart = new Chart(Testing.app(), 'shop');
      Platform.of(chart).configure(settings);
      const broker = new KafkaBroker(chart, 'events', given);
      broker.connections.allowFrom(broker);
      made = Testing.synth(chart);
    } catch (error) {
      const message = (error as Error).message.replace('Validation failed with the following errors:\n', '');
      message.split(/(?<=\[[a-z-]+\])\n/).forEach((refusal) => expect(refusal).toMatch(REFUSAL));
      outcomes.refused += 1;
      return;
    }
    expect(judge(made, (settings.kubernetesVersion ?? '1.28') === '1.28' ? '1.28' : 'newest')).toEqual([]);
    outcomes.accepted += 1;
  }), { numRuns: RUNS, seed: SEED });
  expect(outcomes.accepted).toBeGreaterThan(RUNS / 20);
  expect(outcomes.refused).toBeGreaterThan(RUNS / 100);
});
