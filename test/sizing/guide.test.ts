import { Duration, Size } from 'cdk8s';
import { guided, printed } from './reading';
import { MIB, show, stated } from '../../src/sizing/amount';
import { canonicalQuantity, formatBytes } from '../../src/sizing/quantity';
import { RedisDurability } from '../../src/sizing/redis';
import { toBytes } from '../../src/sizing/size';
import { Sizing } from '../../src/sizing/sizing';
import { SizingBasis } from '../../src/sizing/sizing-basis';
import { WEB_BASE, webVolume } from '../../src/sizing/web';

/*
 * Every worked figure of the guide, under its own basis, beside the words it comes from. Its MB and GB are
 * written as Mi and Gi, as its own manifests do.
 */
const { GUIDE } = SizingBasis;
const { CACHE, SNAPSHOT, APPEND_ONLY } = RedisDurability;
const Gi = (amount: number) => Size.gibibytes(amount);
const Mi = (amount: number) => Size.mebibytes(amount);

const postgres = (more: { data?: Size; shared?: Size; query?: Size }) => printed(Sizing.postgres({
  expectedData: more.data ?? Gi(25), memory: Gi(64), sharedBuffers: more.shared, querySpace: more.query,
}, GUIDE));
const redis = (dataset: Size, durability: RedisDurability) => printed(Sizing.redis({ dataset, durability }, GUIDE));
const kafka = (daily: Size, days: number) => printed(Sizing.kafka({ dailyThroughput: daily, retention: Duration.days(days) }, GUIDE));
const nginx = (cacheSize?: Size, logs?: Size) => printed(Sizing.nginx({ cacheSize, logs }, GUIDE));
const web = (requests: number, working: Size, cacheShare: number) => printed(
  Sizing.web({ maxConcurrentRequests: requests, workingMemory: working, cacheShare }, GUIDE),
)['/tmp'];
const batch = (input: Size, intermediate: Size, output: Size, factor?: number) => printed(Sizing.dataProcessing({
  largestInput: input, largestIntermediate: intermediate, output, intermediateFactor: factor,
}))['/work'];
const explicit = (size: Size) => show(stated(toBytes(size), 'size').bytes);
const budget = (...volumes: Size[]) => {
  const { request, limit } = Sizing.ephemeralBudget({ diskVolumes: volumes });
  return { request: formatBytes(toBytes(request)), limit: formatBytes(toBytes(limit)) };
};

describe('part 2', () => {
  test.each([
    { says: 'emptyDir: sizeLimit: 5Gi', is: '5Gi', got: canonicalQuantity('5Gi') },
    { says: '100MB typically suffices for most web applications', is: '100Mi', got: show(WEB_BASE.bytes) },
    { says: '1GB works for cache-intensive applications', is: '1Gi', got: explicit(Gi(1)) },
    { says: '5-10GB is appropriate for big data processing', is: '5Gi', got: batch(Gi(1), Gi(1), Gi(1)) },
    { says: '5-10GB is appropriate for big data processing', is: '10Gi', got: batch(Gi(2), Gi(2), Gi(2)) },
    { says: 'name: tmp emptyDir: sizeLimit: 500Mi', is: '500Mi', got: explicit(Mi(500)) },
    { says: 'tmpfs: sizeLimit: 256Mi', is: '256Mi', got: explicit(Mi(256)) },
    {
      says: 'your application has 256Mi less memory available',
      is: '768Mi',
      got: formatBytes(toBytes(Sizing.memoryBudget({ memoryVolumes: [Mi(256)], workingMemory: Mi(512) }, GUIDE).limit)),
    },
    { says: 'medium: Memory sizeLimit: 1Gi', is: '1Gi', got: postgres({ shared: Gi(4) })['/dev/shm'] },
    { says: 'requests: storage: 100Gi', is: '100Gi', got: explicit(Gi(100)) },
    { says: 'approximately 2x the current data size', is: '50Gi', got: postgres({ data: Gi(25) })['/var/lib/postgresql/data'] },
    { says: 'PostgreSQL with 50GB storage', is: '50Gi', got: postgres({ data: Gi(25) })['/var/lib/postgresql/data'] },
    { says: 'AOF requires approximately 1.5x the working dataset', is: '15Gi', got: redis(Gi(10), APPEND_ONLY)['/data'] },
    { says: 'your daily message throughput by the number of days of retention', is: '700Gi', got: kafka(Gi(100), 7)['/var/lib/kafka/data'] },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 3, PostgreSQL', () => {
  test.each([
    { says: 'approximately 2x the largest expected database size', is: '50Gi', got: postgres({ data: Gi(25) })['/var/lib/postgresql/data'] },
    { says: 'A 10MB emptyDir is always sufficient for socket files', is: '10Mi', got: postgres({})['/var/run/postgresql'] },
    { says: '1-5GB is typical for OLTP', is: '1Gi', got: postgres({ query: Gi(1) })['/tmp'] },
    { says: '1-5GB is typical for OLTP', is: '5Gi', got: postgres({})['/tmp'] },
    { says: 'approximately 25% of your PostgreSQL shared_buffers setting', is: '1Gi', got: postgres({ shared: Gi(4) })['/dev/shm'] },
    { says: 'typically 1-2GB', is: '2Gi', got: postgres({ shared: Gi(8) })['/dev/shm'] },
    { says: 'name: tmp emptyDir: sizeLimit: 5Gi', is: '5Gi', got: postgres({})['/tmp'] },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 3, Redis', () => {
  test.each([
    { says: 'For cache mode, allocate approximately 1x your expected hot dataset size', is: '10Gi', got: redis(Gi(10), CACHE)['/data'] },
    { says: 'allocate 1.5x if using AOF persistence', is: '6Gi', got: redis(Gi(4), APPEND_ONLY)['/data'] },
    { says: 'or 1x if using RDB-only snapshots', is: '20Gi', got: redis(Gi(20), SNAPSHOT)['/data'] },
    { says: 'An emptyDir with 100MB is sufficient for most deployments', is: '100Mi', got: redis(Gi(1), SNAPSHOT)['/tmp'] },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 3, Kafka', () => {
  test.each([
    { says: 'For a 7-day retention window, multiply your daily throughput by 7', is: '7Gi', got: kafka(Gi(1), 7)['/var/lib/kafka/data'] },
    { says: 'For 30-day retention, multiply by 30', is: '30Gi', got: kafka(Gi(1), 30)['/var/lib/kafka/data'] },
    { says: 'you need 700GB for 7 days of retention', is: '700Gi', got: kafka(Gi(100), 7)['/var/lib/kafka/data'] },
    // 100GB x 30 are 3000GB: the guide's TB is a thousand of its GB.
    { says: 'or 3TB for 30 days', is: '3000Gi', got: kafka(Gi(100), 30)['/var/lib/kafka/data'] },
    { says: 'for 700GB of logs, 70GB of temporary space is appropriate', is: '70Gi', got: kafka(Gi(100), 7)['/tmp'] },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 3, Nginx', () => {
  test.each([
    { says: '1-10GB is typical for medium-traffic deployments', is: '1Gi', got: nginx(Gi(1))['/var/cache/nginx'] },
    { says: '1-10GB is typical for medium-traffic deployments', is: '10Gi', got: nginx(Gi(10))['/var/cache/nginx'] },
    { says: 'name: cache emptyDir: sizeLimit: 5Gi', is: '5Gi', got: nginx(Gi(5))['/var/cache/nginx'] },
    { says: '10MB is always sufficient for these small files', is: '10Mi', got: nginx()['/var/run/nginx'] },
    { says: 'no mount is needed', is: undefined, got: nginx()['/var/log/nginx'] },
    { says: 'use tmpfs with a size of 100MB-1GB', is: '100Mi', got: nginx(undefined, Mi(100))['/var/log/nginx'] },
    { says: 'use tmpfs with a size of 100MB-1GB', is: '1Gi', got: nginx(undefined, Gi(1))['/var/log/nginx'] },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 3, custom applications', () => {
  test.each([
    { says: 'An emptyDir with 100MB to 1GB depending on your workload', is: '100Mi', got: show(WEB_BASE.bytes) },
    { says: 'An emptyDir with 100MB to 1GB depending on your workload', is: '1Gi', got: web(82, Mi(520), 0.20) },
    { says: 'name: tmp emptyDir: sizeLimit: 1Gi', is: '1Gi', got: explicit(Gi(1)) },
    { says: 'name: cache emptyDir: sizeLimit: 500Mi', is: '500Mi', got: explicit(Mi(500)) },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

describe('part 4', () => {
  const base = (maxConcurrentRequests: number) => show(webVolume({ maxConcurrentRequests, workingMemory: 0, cacheShare: 0.15 }, GUIDE).bytes);

  test.each([
    { says: 'start with a 100MB base', is: '100Mi', got: base(0) },
    { says: 'Add 10MB per maximum concurrent request stream', is: '110Mi', got: base(1) },
    { says: 'Add 10MB per maximum concurrent request stream', is: '600Mi', got: base(50) },
    { says: "Reserve an additional 10-20% of your application's working memory", is: '200Mi', got: web(0, Mi(1000), 0.10) },
    { says: "Reserve an additional 10-20% of your application's working memory", is: '300Mi', got: web(0, Mi(1000), 0.20) },
    { says: 'at least 100MB plus (max_concurrent_requests × 10MB) plus your cache estimate', is: '677Mi', got: web(50, Mi(512), 0.15) },
    { says: 'plus 2-3x the size of the largest intermediate dataset', is: '17Gi', got: batch(Gi(4), Gi(6), Gi(1), 2) },
    { says: 'plus 2-3x the size of the largest intermediate dataset', is: '23Gi', got: batch(Gi(4), Gi(6), Gi(1), 3) },
    { says: 'The total is the sum of these three components', is: '3Gi', got: batch(Gi(2), Gi(0), Gi(1)) },
    { says: 'PostgreSQL with 4GB of shared buffers', is: '1Gi', got: postgres({ shared: Gi(4) })['/dev/shm'] },
    { says: 'Allocate 2-3GB for /tmp', is: '2Gi', got: postgres({ query: Gi(2) })['/tmp'] },
    { says: 'Allocate 2-3GB for /tmp', is: '3Gi', got: postgres({ query: Gi(3) })['/tmp'] },
    // Part 3 says that 10MB are always enough there; whoever wants part 4's 100MB states them.
    { says: 'Allocate 100MB for /var/run for Unix sockets', is: '100Mi', got: explicit(Mi(100)) },
    // The guide's arithmetic is wrong: 2-3GB + 100MB are 2.1-3.1GB, not 2.5-3.5GB.
    { says: 'The total ephemeral storage needed is 2.5-3.5GB', is: '2148Mi', got: formatBytes((2048 + 100) * MIB) },
    { says: 'The total ephemeral storage needed is 2.5-3.5GB', is: '3172Mi', got: formatBytes((3072 + 100) * MIB) },
    { says: 'the sum of all emptyDir sizeLimit values plus a 20% buffer', is: '1200Mi', got: budget(Mi(700), Mi(300)).request },
    { says: 'Set the limit to twice the request', is: '2400Mi', got: budget(Mi(700), Mi(300)).limit },
    { says: 'Set the limit to twice the request', is: '3658Mi', got: budget(Gi(1), Mi(500)).limit },
  ])('"$says": $is', ({ is, got }) => expect(got).toBe(is));
});

test('under its own basis nothing differs from the guide', () => {
  const dataset = Gi(4);
  const all = [
    ...Sizing.postgres({ expectedData: Gi(25), memory: Gi(8) }, GUIDE),
    ...Sizing.redis({ dataset, durability: APPEND_ONLY }, GUIDE),
    ...Sizing.kafka({ dailyThroughput: Gi(100), retention: Duration.days(7), brokers: 3 }, GUIDE),
    ...Sizing.nginx({ cacheSize: Gi(5) }, GUIDE),
    Sizing.web({ maxConcurrentRequests: 50, workingMemory: Mi(512) }, GUIDE),
    Sizing.dataProcessing({ largestInput: Gi(4), largestIntermediate: Gi(6), output: Gi(1) }),
  ];
  expect(guided(all)).toEqual({});
});
