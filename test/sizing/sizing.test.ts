import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { guided, printed } from './reading';
import { BatchLoad, KafkaLoad, NginxLoad, PostgresLoad, RedisDurability, RedisLoad, Sizing, SizingBasis, WebLoad } from '../../src';
import { formatBytes } from '../../src/sizing/quantity';
import { toBytes } from '../../src/sizing/size';

const Mi = (amount: number) => Size.mebibytes(amount);
const Gi = (amount: number) => Size.gibibytes(amount);
const days = (amount: number) => Duration.days(amount);

describe('what the calculator answers', () => {
  test('a web application', () => {
    const volume = Sizing.web({ maxConcurrentRequests: 50, workingMemory: Mi(512) });
    expect(printed(volume)).toEqual({ '/tmp': '650Mi' });
    expect(guided(volume)).toEqual({ '/tmp': '677Mi' });
    expect(volume).toMatchObject({ because: '100MB + 50 x 10MB + 15% of 512Mi', source: 'guide, part 4, web applications' });
  });

  test('a batch', () => {
    const volume = Sizing.dataProcessing({ largestInput: Gi(4), largestIntermediate: Gi(6), output: Gi(1) });
    expect(printed(volume)).toEqual({ '/work': '23Gi' });
    expect(volume.because).toBe('4Gi input + 3 x 6Gi intermediate + 1Gi output');
  });

  test('PostgreSQL', () => {
    const volumes = Sizing.postgres({ expectedData: Gi(25), memory: Gi(4) });
    expect(printed(volumes)).toEqual({ '/var/lib/postgresql/data': '50Gi', '/var/run/postgresql': '10Mi', '/tmp': '64Mi', '/dev/shm': '256Mi' });
    expect(guided(volumes)).toEqual({ '/tmp': '5Gi' });
    expect(volumes[0].because).toBe('2 x 25Gi of data, for WAL and index overhead; holds 5Gi of spilled queries as well');
    expect(volumes[3].because).toBe('10 parallel queries x 3 processes x work_mem 4Mi x hash_mem_multiplier 2');
  });

  test.each([
    { durability: RedisDurability.CACHE, data: '64Mi' },
    { durability: RedisDurability.SNAPSHOT, data: '9856Mi' },
    { durability: RedisDurability.APPEND_ONLY, data: '14784Mi' },
    { durability: RedisDurability.APPEND_ONLY_AND_SNAPSHOT, data: '22976Mi' },
  ])('Redis, $durability', ({ durability, data }) => {
    expect(printed(Sizing.redis({ dataset: Gi(4), durability }))).toEqual({ '/data': data, '/tmp': '16Mi' });
  });

  test('nginx, with a cache, without, and with log files', () => {
    expect(printed(Sizing.nginx({ cacheSize: Gi(5) }))).toEqual({ '/var/cache/nginx': '6208Mi', '/var/run/nginx': '10Mi' });
    expect(printed(Sizing.nginx({}))).toEqual({ '/var/cache/nginx': '50Mi', '/var/run/nginx': '10Mi' });
    expect(printed(Sizing.nginx({ logs: Mi(100) }))).toMatchObject({ '/var/log/nginx': '100Mi' });
  });

  test('the budgets', () => {
    const disk = Sizing.ephemeralBudget({ diskVolumes: [Gi(1), Mi(500)], containers: 2, logsPerContainer: Mi(10) });
    expect([disk.request, disk.limit].map((size) => formatBytes(toBytes(size)))).toEqual(['1839Mi', '3678Mi']);
    const memory = Sizing.memoryBudget({ memoryVolumes: [Mi(256)], workingMemory: Mi(512) });
    expect([memory.request, memory.limit].map((size) => formatBytes(toBytes(size)))).toEqual(['820Mi', '820Mi']);
  });
});

const load = { maxConcurrentRequests: 50, workingMemory: Mi(512) };
const pg = { expectedData: Gi(25), memory: Gi(4) };
const events = { dailyThroughput: Gi(1), retention: days(7) };
const batch = { largestInput: Gi(1), largestIntermediate: Gi(1), output: Gi(1) };

test.each([
  [() => Sizing.web({ maxConcurrentRequests: 50 }),
    'Sizing.web: workingMemory is missing, a share of it is added for caches and no memory limit is known here; state it, e.g. Size.mebibytes(512) [size-stated]'],
  [() => Sizing.web({ ...load, workingMemory: Mi(NaN) }),
    'Sizing.web: workingMemory is NaN, a size must be a positive finite number; check the arithmetic that produced it [size-positive]'],
  [() => Sizing.web({ ...load, workingMemory: Mi(Infinity) }),
    'Sizing.web: workingMemory is Infinity, a size must be a positive finite number; check the arithmetic that produced it [size-positive]'],
  [() => Sizing.web({ ...load, workingMemory: Mi(0) }),
    'Sizing.web: workingMemory is 0, a share of it is added for caches and no memory limit is known here; state the real figure, e.g. Size.mebibytes(512) [size-positive]'],
  [() => Sizing.web({ ...load, workingMemory: 512 as unknown as Size }),
    'Sizing.web: workingMemory is 512, which is no Size; write it as one, e.g. Size.mebibytes(512) [size-positive]'],
  [() => Sizing.web({ ...load, maxConcurrentRequests: -1 }),
    'Sizing.web: maxConcurrentRequests is -1, it must be a whole number from 0 to 1000000; state one [whole-number]'],
  [() => Sizing.web({ ...load, cacheShare: 0.5 }), 'Sizing.web: cacheShare is 0.5, the guide allows 0.1 to 0.2; state a figure in that range [share-in-range]'],
  [() => Sizing.web({ workingMemory: Mi(0.5) } as WebLoad),
    'Sizing.web: maxConcurrentRequests is missing, the size follows from it; state a whole number from 0 to 1000000 [number-stated]'],
  [() => Sizing.dataProcessing({ ...batch, intermediateFactor: 4 }),
    'Sizing.dataProcessing: intermediateFactor is 4, the guide allows 2 to 3; state a figure in that range [share-in-range]'],
  [() => Sizing.dataProcessing({ largestInput: Gi(0), largestIntermediate: Gi(0), output: Gi(0) }),
    'Sizing.dataProcessing: the batch adds up to 0, a limit of 0 counts as no limit; state the largest batch [size-positive]'],
  [() => Sizing.postgres({ memory: Gi(4) } as PostgresLoad),
    'Sizing.postgres: expectedData is missing, the claim is at least twice that; state it, e.g. Size.mebibytes(512) [size-stated]'],
  [() => Sizing.postgres({ ...pg, sharedBuffers: Gi(4) }, SizingBasis.GUIDE),
    'Sizing.postgres: shared_buffers 4Gi and /dev/shm 1Gi exceed memory 4Gi, so the kernel kills the server (exit 137); raise memory, or lower parallelQueries, workMem or sharedBuffers [memory-volumes-within-limit]'],
  [() => Sizing.postgres({ ...pg, hashMemMultiplier: 0 }),
    'Sizing.postgres: hashMemMultiplier is 0, PostgreSQL allows 1 to 1000; state a figure in that range [share-in-range]'],
  [() => Sizing.redis({ dataset: Gi(1) } as RedisLoad),
    'Sizing.redis: durability is missing, every default either loses data or buys disk that nobody wanted; choose one of cache, snapshot, append-only, append-only-and-snapshot [durability-stated]'],
  [() => Sizing.kafka({ ...events, dailyThroughput: Gi(0) }),
    'Sizing.kafka: dailyThroughput is 0, the claim follows from it; state the real figure, e.g. Size.mebibytes(512) [size-positive]'],
  [() => Sizing.kafka({ ...events, retention: days(0) }),
    'Sizing.kafka: retention is 0 seconds, Kafka would delete every segment as soon as it is closed; state how long messages must stay, 1 hour or more, e.g. Duration.days(7) [retention-positive]'],
  [() => Sizing.kafka({ ...events, retention: days(NaN) }),
    'Sizing.kafka: retention is NaN seconds, Kafka would delete every segment as soon as it is closed; state how long messages must stay, 1 hour or more, e.g. Duration.days(7) [retention-positive]'],
  [() => Sizing.kafka({ dailyThroughput: Gi(1) } as KafkaLoad),
    'Sizing.kafka: retention is missing, the claim follows from it; state how long messages must stay, 1 hour or more, e.g. Duration.days(7) [retention-positive]'],
  [() => Sizing.kafka({ ...events, replicationFactor: 3 }),
    'Sizing.kafka: replicationFactor is 3 and brokers is 1, each copy needs a broker of its own; set replicationFactor to 1 or less [replication-within-brokers]'],
  [() => Sizing.nginx({ maxUpload: Mi(0) }), 'Sizing.nginx: maxUpload is 0, no server runs on that; state the real figure, e.g. Size.mebibytes(512) [size-positive]'],
  [() => Sizing.nginx({ maxUpload: Gi(8_000_000), concurrentUploads: 1000 }),
    'Sizing.nginx: /var/cache/nginx comes to more than 8Pi, which no node or claim holds; check the units [size-positive]'],
  [() => Sizing.ephemeralBudget({ diskVolumes: [Mi(1), Mi(0)] }),
    'Sizing.ephemeralBudget: diskVolumes[1] is 0, a size limit of 0 counts as none; state the real figure, e.g. Size.mebibytes(512) [size-positive]'],
  [() => Sizing.ephemeralBudget({ diskVolumes: [], containers: 0 }),
    'Sizing.ephemeralBudget: containers is 0, it must be a whole number from 1 to 1000; state one [whole-number]'],
  [() => Sizing.memoryBudget({ memoryVolumes: undefined as unknown as Size[], workingMemory: Mi(1) }),
    'Sizing.memoryBudget: memoryVolumes is missing, the budget is its sum; list the sizes, or write memoryVolumes: [] [size-stated]'],
])('what it refuses (%#)', (ask, message) => {
  expect(ask).toThrow(new Error(message));
});

test('all that is wrong is said at once', () => {
  expect(() => Sizing.kafka({ dailyThroughput: Gi(0), retention: days(0), brokers: 1.5 })).toThrow(
    /brokers is 1\.5.*\n.*dailyThroughput is 0.*\n.*retention is 0 seconds/s,
  );
});

/** Whatever is asked, the answer is a size or the sentence. */
const GRAMMAR = /^(Sizing\.\w+: .+; .+ \[[a-z-]+\]\n?)+$/;
const size = fc.option(fc.oneof(
  fc.nat(2 ** 30).map((kibibytes) => Size.kibibytes(kibibytes)), fc.constantFrom(Mi(0), Mi(NaN), Mi(Infinity), Mi(0.3), Gi(1e9), Gi(8_000_000)),
), { nil: undefined });
const number = fc.option(fc.oneof(fc.integer({ min: -2, max: 2000 }), fc.double()), { nil: undefined });
const answerOf = (ask: () => unknown): { size: Size; because: string }[] | string => {
  try {
    return [ask()].flat() as { size: Size; because: string }[];
  } catch (error) {
    return (error as Error).message;
  }
};
const basis = fc.constantFrom(undefined, SizingBasis.GUIDE, SizingBasis.CORRECTED);

test.each<[string, fc.Arbitrary<object>, (given: never, which?: SizingBasis) => unknown]>([
  ['web', fc.record({ maxConcurrentRequests: number, workingMemory: size, cacheShare: number }), (given: WebLoad, which) => Sizing.web(given, which)],
  ['dataProcessing', fc.record({ largestInput: size, largestIntermediate: size, output: size, intermediateFactor: number }),
    (given: BatchLoad) => Sizing.dataProcessing(given)],
  ['postgres', fc.record({
    expectedData: size, memory: size, sharedBuffers: size, querySpace: size, workMem: size,
    parallelQueries: number, workersPerQuery: number, hashMemMultiplier: number,
  }), (given: PostgresLoad, which) => Sizing.postgres(given, which)],
  ['redis', fc.record({ dataset: size, durability: fc.constantFrom(undefined, ...Object.values(RedisDurability)) }),
    (given: RedisLoad, which) => Sizing.redis(given, which)],
  ['kafka', fc.record({
    dailyThroughput: size, retention: fc.oneof(fc.nat(1000), fc.constant(NaN)).map(days),
    brokers: number, replicationFactor: number, partitionsPerBroker: number,
  }), (given: KafkaLoad, which) => Sizing.kafka(given, which)],
  ['nginx', fc.record({
    cacheSize: size, maxUpload: size, concurrentUploads: number, maxBufferedResponse: size, concurrentResponses: number, logs: size,
  }), (given: NginxLoad, which) => Sizing.nginx(given, which)],
  ['ephemeralBudget', fc.record({ diskVolumes: fc.array(size.map((each) => each ?? Mi(1)), { maxLength: 4 }), containers: number, logsPerContainer: size }),
    (given: Parameters<typeof Sizing.ephemeralBudget>[0]) => [Sizing.ephemeralBudget(given)].map(({ request: sized, ...rest }) => ({ size: sized, ...rest }))],
])('%s answers whole Mi, or the sentence', (_, arbitrary, ask) => {
  fc.assert(fc.property(arbitrary, basis, (given, which) => {
    const answer = answerOf(() => ask(given as never, which));
    if (typeof answer === 'string') {
      expect(answer).toMatch(GRAMMAR);
    }
    for (const volume of typeof answer === 'string' ? [] : answer) {
      expect(formatBytes(toBytes(volume.size))).toMatch(/^[1-9]\d*[MGTP]i$/);
      expect(volume.because).not.toMatch(/NaN|undefined|Infinity|more than 8Pi/);
    }
  }), { numRuns: 500 });
});
