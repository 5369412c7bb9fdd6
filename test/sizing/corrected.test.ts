import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { guided, printed } from './reading';
import { GIB, KIB, MIB } from '../../src/sizing/amount';
import { kafkaClaim, KafkaFigures, kafkaVolumes } from '../../src/sizing/kafka';
import { NGINX_USUAL, nginxVolumes } from '../../src/sizing/nginx';
import { POSTGRES_USUAL, postgresClaim, postgresVolumes } from '../../src/sizing/postgres';
import { formatBytes } from '../../src/sizing/quantity';
import { redisData, RedisDurability, redisVolumes } from '../../src/sizing/redis';
import { Sizing } from '../../src/sizing/sizing';
import { SizingBasis } from '../../src/sizing/sizing-basis';
import { webVolume } from '../../src/sizing/web';

const { GUIDE, CORRECTED } = SizingBasis;
const { CACHE, SNAPSHOT, APPEND_ONLY, APPEND_ONLY_AND_SNAPSHOT } = RedisDurability;
/** Exact units: a day's 100GB for a week are 651.9Gi, where the guide's manifest writes 700Gi. */
const DAY = 100_000_000_000;

const postgres = (basis: SizingBasis, more: Partial<Parameters<typeof postgresVolumes>[0]> = {}) =>
  postgresVolumes({ expectedData: 25 * GIB, sharedBuffers: GIB, ...POSTGRES_USUAL, ...more }, basis);
const redis = (basis: SizingBasis, durability: RedisDurability) => redisVolumes(10 * GIB, durability, basis);
const kafka = (basis: SizingBasis, more: Partial<KafkaFigures> = {}) => kafkaVolumes({
  dailyThroughput: DAY, retentionDays: 7, replicationFactor: 3, brokers: 3, partitionsPerBroker: 0, keepGcLog: false, ...more,
}, basis);
const nginx = (basis: SizingBasis, more: Partial<Parameters<typeof nginxVolumes>[0]> = {}) =>
  nginxVolumes({ cacheSize: 5 * GIB, ...NGINX_USUAL, ...more }, basis);
const web = (basis: SizingBasis, maxConcurrentRequests: number) => webVolume({ maxConcurrentRequests, workingMemory: 0, cacheShare: 0.15 }, basis);

/** One row for each correction: the reference in the errata, the case, the guide's figure and the right one. */
test.each([
  { fact: 'D1', what: 'web, 100MB in exact units', guide: '100Mi', is: '96Mi', of: (b: SizingBasis) => web(b, 0) },
  { fact: 'D1', what: 'web, 100MB + 100 x 10MB in exact units', guide: '1152Mi', is: '1088Mi', of: (b: SizingBasis) => web(b, 100) },

  { fact: 'E75', what: 'PostgreSQL /tmp: queries spill on the claim', guide: '5Gi', is: '64Mi', of: (b: SizingBasis) => postgres(b).tmp },
  { fact: 'E76', what: 'shm: work_mem 4MB, 2 workers, 10 queries', guide: '256Mi', is: '256Mi', of: (b: SizingBasis) => postgres(b).shm },
  {
    fact: 'E76', what: 'shm does not follow shared_buffers', guide: '4Gi', is: '256Mi',
    of: (b: SizingBasis) => postgres(b, { sharedBuffers: 16 * GIB }).shm,
  },
  { fact: 'E76', what: 'shm: work_mem 64MB', guide: '256Mi', is: '3840Mi', of: (b: SizingBasis) => postgres(b, { workMem: 64 * MIB }).shm },
  { fact: 'E76', what: 'shm: PostgreSQL 14', guide: '256Mi', is: '128Mi', of: (b: SizingBasis) => postgres(b, { hashMemMultiplier: 1 }).shm },
  { fact: 'E76', what: 'shm without parallel queries', guide: '256Mi', is: '64Mi', of: (b: SizingBasis) => postgres(b, { parallelQueries: 0 }).shm },
  { fact: 'D4', what: 'claim: 2x is a fair floor', guide: '50Gi', is: '50Gi', of: (b: SizingBasis) => postgres(b).claim },
  { fact: 'D4', what: 'claim for 10Gi', guide: '20Gi', is: '25Gi', of: (b: SizingBasis) => postgres(b, { expectedData: 10 * GIB }).claim },
  { fact: 'D4', what: 'claim for 1Gi: WAL does not shrink', guide: '2Gi', is: '6Gi', of: (b: SizingBasis) => postgres(b, { expectedData: GIB }).claim },
  { fact: 'D4', what: 'claim with 20Gi spilled', guide: '50Gi', is: '69Gi', of: (b: SizingBasis) => postgres(b, { querySpace: 20 * GIB }).claim },
  { fact: 'D4', what: 'socket directory', guide: '10Mi', is: '10Mi', of: (b: SizingBasis) => postgres(b).socket },

  { fact: 'E77', what: 'RDB: old dump beside the new, 20% free', guide: '10Gi', is: '24Gi', of: (b: SizingBasis) => redis(b, SNAPSHOT).data },
  { fact: 'E77', what: 'AOF: 3x at the rewrite, 20% free', guide: '15Gi', is: '36Gi', of: (b: SizingBasis) => redis(b, APPEND_ONLY).data },
  { fact: 'E77', what: 'AOF and RDB', guide: '15Gi', is: '56Gi', of: (b: SizingBasis) => redis(b, APPEND_ONLY_AND_SNAPSHOT).data },
  { fact: 'D5', what: 'a cache writes nothing', guide: '10Gi', is: '64Mi', of: (b: SizingBasis) => redis(b, CACHE).data },
  { fact: 'D5', what: 'Redis /tmp', guide: '100Mi', is: '16Mi', of: (b: SizingBasis) => redis(b, CACHE).tmp },

  { fact: 'E80', what: '100GB a day, 7 d, RF 3, 3 brokers, 20% free', guide: '667584Mi', is: '815Gi', of: (b: SizingBasis) => kafka(b).claim },
  { fact: 'E80', what: 'RF 3 on 5 brokers', guide: '667584Mi', is: '489Gi', of: (b: SizingBasis) => kafka(b, { brokers: 5 }).claim },
  { fact: 'E80', what: 'one broker', guide: '667584Mi', is: '815Gi', of: (b: SizingBasis) => kafka(b, { brokers: 1, replicationFactor: 1 }).claim },
  { fact: 'D6', what: '100 active segments', guide: '667584Mi', is: '940Gi', of: (b: SizingBasis) => kafka(b, { partitionsPerBroker: 100 }).claim },
  {
    fact: 'D6', what: 'low traffic: a week at most until a segment rolls', guide: '7Gi', is: '18Gi',
    of: (b: SizingBasis) => kafka(b, { dailyThroughput: GIB, partitionsPerBroker: 1000 }).claim,
  },
  { fact: 'E79', what: 'Kafka /tmp: compaction is elsewhere', guide: '66816Mi', is: '64Mi', of: (b: SizingBasis) => kafka(b).tmp },

  { fact: 'E83', what: 'nginx cache: overshoot and temporary files', guide: '5Gi', is: '6208Mi', of: (b: SizingBasis) => nginx(b).cache },
  {
    fact: 'D7', what: 'buffered responses as nginx ships: 1024m each', guide: '5Gi', is: '57408Mi',
    of: (b: SizingBasis) => nginx(b, { maxBufferedResponse: GIB }).cache,
  },
])('$fact, $what: $is', ({ guide, is, of }) => {
  expect(formatBytes(of(GUIDE).bytes)).toBe(guide);
  expect(of(GUIDE).guideBytes).toBeUndefined();
  expect(formatBytes(of(CORRECTED).bytes)).toBe(is);
  expect(of(CORRECTED).guideBytes).toBe(guide === is ? undefined : of(GUIDE).bytes);
});

/** What the guide has no formula for: the same under both. */
test.each([
  { fact: 'D5', what: 'memory of a cache: 80% are data', is: '12800Mi', of: (b: SizingBasis) => redis(b, CACHE).memory },
  { fact: 'E77', what: 'memory beside a fork: 50% are data', is: '20Gi', of: (b: SizingBasis) => redis(b, APPEND_ONLY).memory },
  { fact: 'E81', what: 'Kafka log directory without GC log', is: '16Mi', of: (b: SizingBasis) => kafka(b).logs },
  { fact: 'E81', what: 'Kafka log directory with GC log', is: '1152Mi', of: (b: SizingBasis) => kafka(b, { keepGcLog: true }).logs },
  { fact: 'E81', what: 'Kafka configuration directory', is: '8Mi', of: (b: SizingBasis) => kafka(b).config },
  { fact: 'E17', what: 'nginx without a cache still has temporary files', is: '50Mi', of: (b: SizingBasis) => nginx(b, { cacheSize: 0 }).cache },
  { fact: 'D7', what: 'temporary files of 20 uploads of 100Mi', is: '2Gi', of: (b: SizingBasis) => nginx(b, { maxUpload: 100 * MIB, concurrentUploads: 20 }).temp },
  { fact: 'D7', what: 'keys of 5Gi in responses of 32Ki', is: '21Mi', of: (b: SizingBasis) => nginx(b).keys! },
  { fact: 'D7', what: 'keys of 5Gi in responses of 8Ki', is: '82Mi', of: (b: SizingBasis) => nginx(b, { averageResponse: 8 * KIB }).keys! },
])('$fact, $what: $is', ({ is, of }) => {
  for (const basis of [GUIDE, CORRECTED]) {
    expect(formatBytes(of(basis).bytes)).toBe(is);
    expect(of(basis).guideBytes).toBeUndefined();
  }
});

test('E82: no log volume unless log files are wanted; no keys without a cache', () => {
  expect(nginx(CORRECTED).logs).toBeUndefined();
  expect(nginx(CORRECTED, { cacheSize: 0 }).keys).toBeUndefined();
});

test('the calculator shows both figures and the engine\'s documentation', () => {
  const volumes = Sizing.kafka({ dailyThroughput: Size.gibibytes(100), retention: Duration.days(7), brokers: 3 });
  expect(printed(volumes)).toEqual({ '/var/lib/kafka/data': '875Gi', '/tmp': '64Mi', '/opt/kafka/logs': '16Mi', '/opt/kafka/config': '8Mi' });
  expect(guided(volumes)).toEqual({ '/var/lib/kafka/data': '700Gi', '/tmp': '70Gi' });
  expect(volumes[0].because).toBe('(100Gi a day x 7 days x 3 replicas / 3 brokers) / 80%, the rest for indexes and reassignment');
  expect(volumes[0].source).toBe('Apache Kafka documentation: replication, log.retention.ms, log.segment.bytes, log.roll.hours');
});

describe('a claim stands in an immutable template', () => {
  const basis = fc.constantFrom(GUIDE, CORRECTED);
  const data = fc.integer({ min: 1, max: 2 ** 44 });

  test('PostgreSQL: it follows from the data, never from memory or queries', () => {
    fc.assert(fc.property(data, basis, fc.nat(2 ** 40), fc.nat(1000), (expectedData, which, sharedBuffers, parallelQueries) => {
      expect(postgres(which, { expectedData, sharedBuffers, parallelQueries }).claim).toEqual(postgres(which, { expectedData }).claim);
    }));
  });

  test('PostgreSQL: never less than twice the data, never less for more', () => {
    fc.assert(fc.property(data, data, basis, (a, b, which) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((each) => postgresClaim(each, undefined, which).bytes);
      expect(less).toBeLessThanOrEqual(more);
      expect(less).toBeGreaterThanOrEqual(2 * Math.min(a, b));
    }));
  });

  test('Redis: never less for more, never below the guide\'s once it is durable', () => {
    fc.assert(fc.property(data, data, basis, fc.constantFrom(SNAPSHOT, APPEND_ONLY, APPEND_ONLY_AND_SNAPSHOT), (a, b, which, durability) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((each) => redisData(each, durability, which).bytes);
      expect(less).toBeLessThanOrEqual(more);
      expect(redisData(a, durability, CORRECTED).bytes).toBeGreaterThanOrEqual(redisData(a, durability, GUIDE).bytes);
    }));
  });

  test('Kafka: more throughput, retention, replicas or partitions never ask for less, more brokers never for more', () => {
    const figures = fc.record({
      dailyThroughput: fc.integer({ min: 1, max: 2 ** 42 }),
      retentionDays: fc.integer({ min: 1, max: 365 }),
      replicationFactor: fc.integer({ min: 1, max: 5 }),
      brokers: fc.integer({ min: 5, max: 20 }),
      partitionsPerBroker: fc.nat(1000),
      keepGcLog: fc.boolean(),
    });
    fc.assert(fc.property(figures, basis, (given, which) => {
      const claim = (more: Partial<KafkaFigures>) => kafkaClaim({ ...given, ...more }, which).bytes;
      for (const grown of ['dailyThroughput', 'retentionDays', 'replicationFactor', 'partitionsPerBroker'] as const) {
        expect(claim({ [grown]: given[grown] + 1 })).toBeGreaterThanOrEqual(claim({}));
      }
      expect(claim({ brokers: given.brokers + 1 })).toBeLessThanOrEqual(claim({}));
    }));
  });
});
