import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { ImageFamily, KafkaBroker, KafkaBrokerProps, Platform, PlatformProps, SizingBasis, StoragePurpose } from '../../src';
import { judge } from '../judges';

const IMAGE = `apache/kafka:3.9.1@sha256:${'0123456789abcdef'.repeat(4)}`;
const GOOD: KafkaBrokerProps = { image: IMAGE, memory: Size.gibibytes(4), dailyThroughput: Size.gibibytes(100), retention: Duration.days(7) };

function broker(props: Partial<KafkaBrokerProps> = {}, settings: PlatformProps = {}, chartId = 'shop'): KafkaBroker {
  const chart = new Chart(Testing.app(), chartId);
  Platform.of(chart).configure(settings);
  const made = new KafkaBroker(chart, 'events', { ...GOOD, ...props });
  made.connections.allowFrom(made);
  return made;
}

function manifests(props: Partial<KafkaBrokerProps> = {}, settings: PlatformProps = {}): any[] {
  return Testing.synth(Chart.of(broker(props, settings)));
}

function statefulSet(props: Partial<KafkaBrokerProps> = {}, settings: PlatformProps = {}): any {
  return manifests(props, settings).find(({ kind }) => kind === 'StatefulSet');
}

function environment(props: Partial<KafkaBrokerProps> = {}): Record<string, string> {
  const { env } = statefulSet(props).spec.template.spec.containers[0];
  return Object.fromEntries(env.map(({ name, value, valueFrom }: any) => [name, value ?? valueFrom.fieldRef.fieldPath]));
}

const contradicts = (name: string, why: string) => `shop/events: settings["${name}"] is "x", ${why}; remove it [setting-contradicts-volume]`;
const setting = (name: string) => ({ settings: { [name]: 'x' } });
const CLAIM = 'the claim decides where the data is';
const LISTENERS = 'the Services and the policy know these listeners only';
const QUORUM = 'the quorum follows from brokers';
const ODD = 'the brokers vote as controllers: an even number survives no more losses than one less, and more than 5 only decide more slowly; set 1, 3 or 5 [quorum-odd]';
const STAY = 'state how long messages must stay, 1 hour or more, e.g. Duration.days(7) [retention-positive]';

/** What each bad input is answered, word for word. */
test.each<[string, Partial<KafkaBrokerProps>, string]>([
  ['no retention', { retention: undefined }, `shop/events: retention is missing, the claim follows from it; ${STAY}`],
  ['retention 0', { retention: Duration.days(0) }, `shop/events: retention is 0 seconds, Kafka would delete every segment as soon as it is closed; ${STAY}`],
  ['retention below an hour', { retention: Duration.minutes(59) },
    `shop/events: retention is 3540 seconds, Kafka would delete every segment as soon as it is closed; ${STAY}`],
  ['retention without end', { retention: Duration.days(40_000) }, `shop/events: retention is 3456000000 seconds, which is more than 100 years; ${STAY}`],
  ['no throughput', { dailyThroughput: undefined },
    'shop/events: dailyThroughput is missing, the claim follows from it; state what producers write in a day, e.g. Size.gibibytes(100) [size-stated]'],
  ['throughput 0', { dailyThroughput: Size.mebibytes(0) },
    'shop/events: dailyThroughput is 0, the claim follows from it; state what producers write in a day, e.g. Size.gibibytes(100) [size-stated]'],
  ['throughput NaN', { dailyThroughput: Size.gibibytes(NaN) },
    'shop/events: dailyThroughput is NaN, a size must be a positive finite number; check the arithmetic that produced it [size-positive]'],
  ['a claim beyond all disks', { dailyThroughput: Size.tebibytes(7000) },
    'shop/events: dailyThroughput x retention needs a claim of more than 8Pi, which no claim holds; check the units [size-positive]'],
  ['more copies than brokers', { brokers: 3, replicationFactor: 4 },
    'shop/events: replicationFactor is 4 and brokers is 3, each copy needs a broker of its own; set replicationFactor to 3 or less [replication-within-brokers]'],
  ['half a copy', { replicationFactor: 0.5 }, 'shop/events: replicationFactor is 0.5, it must be a whole number from 1 to 1000; state one [whole-number]'],
  ['two brokers', { brokers: 2 }, `shop/events: brokers is 2, ${ODD}`],
  ['four brokers', { brokers: 4 }, `shop/events: brokers is 4, ${ODD}`],
  ['memory that holds no heap', { memory: Size.mebibytes(512) },
    'shop/events: memory is 512Mi but the heap 256Mi, direct buffers 128Mi, metaspace 128Mi and code, threads and collector 154Mi add up to 666Mi, '
    + 'so the kernel kills the broker (exit 137) under load; raise memory to 854Mi or more [memory-holds-parts]'],
  ['keys in the memory that the JVM needs', {
    memory: Size.gibibytes(1), writablePaths: [{ path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS, size: Size.mebibytes(128) }],
  }, 'shop/events: memory volumes of "broker" hold up to 128Mi (run-keys 128Mi) and the application needs 948Mi, but memory is 1Gi, '
    + 'so the kernel kills it (exit 137) before a volume is full; raise memory to 1076Mi or shrink a volume [memory-volumes-within-limit]'],
  ['a cluster id of 21 characters', { clusterId: 'x'.repeat(21) },
    `shop/events: clusterId is "${'x'.repeat(21)}", Kafka takes 16 bytes in base64url, 22 characters; copy the one that kafka-storage.sh random-uuid prints, or leave it out [cluster-id]`],
  ['half a partition', { partitionsPerBroker: 1.5 }, 'shop/events: partitionsPerBroker is 1.5, it must be a whole number from 0 to 100000; state one [whole-number]'],
  ['more partitions than the claim has room for', { dailyThroughput: Size.mebibytes(100), partitionsPerBroker: 1000 },
    'shop/events: partitionsPerBroker is 1000 and the claim is 2Gi, which leaves 1888Ki for each, less than ten segments of 1Mi, so no limit keeps them from filling the claim; '
    + 'raise claimSize to 11Gi, or lower partitionsPerBroker [partitions-fit-claim]'],
  ['a claim that is too small', { claimSize: Size.gibibytes(700) },
    'shop/events: claimSize is 700Gi and the formula wants 875Gi, (100Gi a day x 7 days x 1 replicas / 1 broker) / 80%, the rest for indexes and reassignment; '
    + 'a claim that runs full stops the server; raise claimSize, or lower dailyThroughput [claim-holds-data]'],
  ['another image', { image: 'registry.example/kafka:4' },
    'shop/events: image "registry.example/kafka:4" is no Kafka family of the catalogue, its user and paths are unknown; set imageFamily to one of kafka, kafka-cleanstart [image-family-known]'],
  ['another family', { imageFamily: ImageFamily.JVM },
    `shop/events: image "${IMAGE}" is no Kafka family of the catalogue, its user and paths are unknown; set imageFamily to one of kafka, kafka-cleanstart [image-family-known]`],
  ...['log.dirs', 'log.dir', 'metadata.log.dir'].map((name): any => [name, setting(name), contradicts(name, CLAIM)]),
  ...['node.id', 'broker.id'].map((name): any => [name, setting(name), contradicts(name, 'each broker takes it from its pod')]),
  ...['process.roles', 'controller.quorum.voters'].map((name): any => [name, setting(name), contradicts(name, QUORUM)]),
  ...['listeners', 'advertised.listeners'].map((name): any => [name, setting(name), contradicts(name, LISTENERS)]),
  ['log.retention.hours', setting('log.retention.hours'), contradicts('log.retention.hours', 'the claim follows from retention')],
  ['a log directory as a variable', { env: { KAFKA_LOG_DIRS: '/tmp/logs' } }, `shop/events: env["KAFKA_LOG_DIRS"] is set, ${CLAIM}; remove it [setting-contradicts-volume]`],
  ['a cluster id as a variable', { env: { CLUSTER_ID: 'x' } }, 'shop/events: env["CLUSTER_ID"] is set, clusterId decides it; remove it [setting-contradicts-volume]'],
  ['no setting', { settings: { 'log retention': '1' } },
    'shop/events: settings["log retention"] is no setting of a broker, so nothing would read it; write it as in Kafka\'s documentation, e.g. "message.max.bytes" [setting-name]'],
])('%s is refused', (_, props, text) => {
  expect(() => broker(props)).toThrow(new Error(text));
});

test('negative throughput is refused by cdk8s itself, before it reaches us', () => {
  expect(() => Size.gibibytes(-100)).toThrow('Storage amounts cannot be negative. Received: -100');
});

test('all problems are told at once', () => {
  expect(() => broker({ brokers: 2, retention: Duration.seconds(1), memory: Size.mebibytes(0), settings: { 'Log.Dirs': 'x' } }))
    .toThrow(/size-positive[^]*retention-positive[^]*quorum-odd[^]*setting-contradicts-volume[^]*setting-name/);
});

test('a cluster that nobody may reach is an error', () => {
  const chart = new Chart(Testing.app(), 'shop');
  new KafkaBroker(chart, 'events', GOOD);
  expect(() => Testing.synth(chart)).toThrow('[store-reachable]');
});

test.each([[SizingBasis.GUIDE, '700Gi', '70Gi'], [SizingBasis.CORRECTED, '875Gi', '64Mi']])('100Gi a day for 7 days, %s', (sizingBasis, claim, tmp) => {
  const { spec } = statefulSet({ sizingBasis });
  expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe(claim);
  expect(spec.template.spec.volumes.find(({ name }: any) => name === 'tmp').emptyDir.sizeLimit).toBe(tmp);
});

describe('the environment', () => {
  test('of one broker', () => {
    expect(environment()).toEqual({
      POD_NAME: 'metadata.name',
      KAFKA_NODE_ID: 'metadata.labels[\'apps.kubernetes.io/pod-index\']',
      CLUSTER_ID: expect.stringMatching(/^[A-Za-f][A-Za-z0-9_-]{20}[AQgw]$/),
      KAFKA_HEAP_OPTS: '-Xms2048m -Xmx2048m -XX:MaxDirectMemorySize=128m -XX:MaxMetaspaceSize=128m -XX:+ExitOnOutOfMemoryError',
      LOG_DIR: '/opt/kafka/logs',
      KAFKA_GC_LOG_OPTS: '-Xlog:all=warning:stdout',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://$(POD_NAME).shop-events-peers:9092',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '0@shop-events-0.shop-events-peers:9093',
      KAFKA_LOG_DIRS: '/var/lib/kafka/data/kafka-log',
      KAFKA_LOG_RETENTION_MS: `${7 * 86_400_000}`,
      // 90% of 875Gi without a segment: one partition alone cannot fill the claim, and keeps more than 700Gi.
      KAFKA_LOG_RETENTION_BYTES: `${(0.9 * 875 - 1) * 1024 ** 3}`,
      KAFKA_LOG_SEGMENT_BYTES: `${1024 ** 3}`,
      ...copies('1', '1'),
    });
  });

  const copies = (factor: string, inSync: string) => ({
    KAFKA_DEFAULT_REPLICATION_FACTOR: factor,
    KAFKA_MIN_INSYNC_REPLICAS: inSync,
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: factor,
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: factor,
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: inSync,
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: factor,
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: inSync,
  });

  test.each([[3, undefined, '3', '2'], [5, undefined, '3', '2'], [5, 5, '5', '4'], [3, 2, '2', '1'], [3, 1, '1', '1']])(
    'of %i brokers with %s copies', (brokers, replicationFactor, factor, inSync) => {
      const voters = Array.from({ length: brokers }, (_, index) => `${index}@shop-events-${index}.shop-events-peers:9093`);
      expect(environment({ brokers, replicationFactor })).toMatchObject({ KAFKA_CONTROLLER_QUORUM_VOTERS: voters.join(','), ...copies(factor, inSync) });
    });

  test('a namespace is part of the address that clients are sent to', () => {
    expect(environment({ metadata: { namespace: 'prod' } }).KAFKA_ADVERTISED_LISTENERS).toBe('PLAINTEXT://$(POD_NAME).shop-events-peers.prod.svc:9092');
  });

  test('settings win over what follows from the props, in the words of the start script', () => {
    const env = environment({ settings: { 'min.insync.replicas': '1', 'a_b-c.d': 'x' }, keepGcLog: true });
    expect(env).toMatchObject({ KAFKA_MIN_INSYNC_REPLICAS: '1', KAFKA_A__B___C_D: 'x' });
    expect(env).not.toHaveProperty('KAFKA_GC_LOG_OPTS');
  });

  test('the heap is half of the limit and at most 6Gi', () => {
    expect(environment({ memory: Size.gibibytes(64) }).KAFKA_HEAP_OPTS).toMatch(/^-Xms6144m -Xmx6144m /);
    expect(environment({ memory: Size.mebibytes(854) }).KAFKA_HEAP_OPTS).toMatch(/^-Xms427m -Xmx427m /);
  });

  test('partitions, each full with one more segment, leave a tenth of the claim', () => {
    const whole = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(fc.property(whole(1, 4000), whole(64, 4000), whole(1, 400), (partitionsPerBroker, gib, days) => {
      const props = { partitionsPerBroker, dailyThroughput: Size.gibibytes(gib), retention: Duration.days(days) };
      const env = environment(props);
      const claim = parseInt(statefulSet(props).spec.volumeClaimTemplates[0].spec.resources.requests.storage, 10) * 1024 ** 3;
      const most = partitionsPerBroker * (Number(env.KAFKA_LOG_RETENTION_BYTES) + Number(env.KAFKA_LOG_SEGMENT_BYTES));
      expect(most).toBeLessThanOrEqual(0.9 * claim);
      // An even share of what must be kept is not cut.
      expect(partitionsPerBroker * Number(env.KAFKA_LOG_RETENTION_BYTES)).toBeGreaterThanOrEqual(gib * days * 1024 ** 3);
    }), { numRuns: 50, seed: 20261121 });
  });
});

describe('what the API server or the disks hold for good', () => {
  const immutable = (set: any) => {
    const { serviceName, podManagementPolicy, selector, volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = set.spec;
    return { serviceName, podManagementPolicy, selector, volumeClaimTemplates, persistentVolumeClaimRetentionPolicy };
  };

  test.each([1, 3, 5])('is the same on every platform, with %i brokers', (brokers) => {
    const expected = immutable(statefulSet({ brokers }));
    expect(expected.podManagementPolicy).toBe('Parallel');
    for (const kubernetesVersion of ['1.28', '1.31', '1.33', '1.36']) {
      for (const sizingBasis of [SizingBasis.GUIDE, SizingBasis.CORRECTED]) {
        expect(immutable(statefulSet({ brokers }, { kubernetesVersion, sizingBasis }))).toEqual(expected);
      }
    }
  });

  test('the cluster id follows from the name, not from the path', () => {
    const named = (chartId: string, name: string) => JSON.stringify(broker({ metadata: { name } }, {}, chartId).apiObject.toJson());
    expect(named('a', 'events')).toBe(named('b', 'events'));
    expect(environment({ metadata: { name: 'a' } }).CLUSTER_ID).not.toBe(environment({ metadata: { name: 'b' } }).CLUSTER_ID);
    expect(environment({ clusterId: '4L6g3nShT-eMCtK--X86sw' }).CLUSTER_ID).toBe('4L6g3nShT-eMCtK--X86sw');
  });
});

test.each<[number, string[]]>([[1, []], [3, ['PodDisruptionBudget']], [5, ['PodDisruptionBudget']]])('%i brokers: what is made beside them', (brokers, budget) => {
  const made = manifests({ brokers });
  expect(made.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Service', 'Service', ...budget, 'ConfigMap', 'NetworkPolicy']);
  expect(made[2].spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  expect(broker({ brokers }).bootstrapServers).toBe('shop-events:9092');
  expect(judge(made, '1.28')).toEqual([]);
  expect(judge(manifests({ brokers }, { kubernetesVersion: '1.36' }), 'newest')).toEqual([]);
});
