import { createHash } from 'crypto';
import { Duration, Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ForbiddenSetting, Store } from './store';
import type { StoreProps } from './store-props';
import type { OwnRequest } from './workload';
import { KAFKA_IMAGES, KafkaImage } from '../images/kafka-images';
import { findStoreImage } from '../images/store-image';
import { KAFKA_CONTROLLER_PORT, KAFKA_LOGGING, KAFKA_PORT, kafkaEnvironment, kafkaVariable } from '../manifest/kafka-conf';
import { checkWhole } from '../plan/checks';
import { checkBrokers, checkClusterId, checkSettingNames, planRetention, planThroughput } from '../plan/kafka-checks';
import { KafkaCluster, planKafka } from '../plan/kafka-cluster';
import type { MountRequest } from '../plan/mount-request';
import type { PathRequest } from '../plan/path-request';
import type { Refusals } from '../plan/refusal';
import { KAFKA } from '../plan/shapes';
import { planSize } from '../plan/size';
import type { ClaimRequest } from '../plan/workload-request';
import { GIB, KIB, MIB, show } from '../sizing/amount';
import { KafkaAmounts, KafkaFigures, kafkaVolumes } from '../sizing/kafka';
import { StoragePurpose } from '../storage/storage-purpose';

/** A Kafka cluster. */
export interface KafkaBrokerProps extends StoreProps {
  /** Memory limit of each broker. Half becomes heap, at most 6Gi; what the JVM leaves is page cache, through which Kafka reads and writes. */
  readonly memory: Size;

  /** What producers write to the cluster in a day, after compression and before replication. The claims follow from it. */
  readonly dailyThroughput: Size;

  /** How long messages stay, 1 hour or more. Lowering it deletes messages within minutes, for good. */
  readonly retention: Duration;

  /**
   * Brokers of the cluster: 1, 3 or 5. Each is a controller too. Cannot change later, because the quorum is a list that all of them hold:
   * make a new cluster and mirror.
   *
   * @default 1
   */
  readonly brokers?: number;

  /**
   * Copies of each message; at most one per broker. A write needs all copies but one. Topics that exist keep theirs.
   *
   * @default - 3, or the number of brokers where that is less
   */
  readonly replicationFactor?: number;

  /**
   * Identity of the cluster, 22 characters. Stands on its disks: with another one the brokers refuse to start.
   *
   * @default - derived from the name
   */
  readonly clusterId?: string;

  /**
   * Replicas of partitions on one broker. Divides the claim into equal shares: a partition that outgrows its share loses its oldest
   * messages before the disk is full. Where partitions differ much, raise claimSize too.
   *
   * @default - unknown; only a single partition is kept from filling the claim
   */
  readonly partitionsPerBroker?: number;

  /**
   * Keep the JVM's garbage collection log in a volume, 11 files of 100Mi.
   *
   * @default false
   */
  readonly keepGcLog?: boolean;
}

/** One name for all versions and releases, below the mount: in its root `lost+found` stops the broker. */
const LOG_DIRECTORY = 'kafka-log';
const USUAL_COPIES = 3;
const MOST_PARTITIONS = 100_000;
const CLAIM_DECIDES = 'the claim decides where the data is';
const PORTS_ARE_KNOWN = 'the Services and the policy know these listeners only';
const QUORUM = 'the quorum follows from brokers';
const RETENTION = 'the claim follows from retention';

const FORBIDDEN: readonly ForbiddenSetting[] = [
  { name: 'log.dirs', why: CLAIM_DECIDES },
  { name: 'log.dir', why: CLAIM_DECIDES },
  { name: 'metadata.log.dir', why: CLAIM_DECIDES },
  { name: 'node.id', why: 'each broker takes it from its pod' },
  { name: 'broker.id', why: 'each broker takes it from its pod' },
  { name: 'process.roles', why: QUORUM },
  { name: 'controller.quorum.voters', why: QUORUM },
  { name: 'controller.quorum.bootstrap.servers', why: QUORUM },
  { name: 'listeners', why: PORTS_ARE_KNOWN },
  { name: 'advertised.listeners', why: PORTS_ARE_KNOWN },
  { name: 'listener.security.protocol.map', why: PORTS_ARE_KNOWN },
  { name: 'controller.listener.names', why: PORTS_ARE_KNOWN },
  { name: 'inter.broker.listener.name', why: PORTS_ARE_KNOWN },
  { name: 'log.retention.ms', why: RETENTION },
  { name: 'log.retention.minutes', why: RETENTION },
  { name: 'log.retention.hours', why: RETENTION },
  { name: 'default.replication.factor', why: 'the claim follows from replicationFactor' },
  { name: 'heap.opts', why: 'the heap follows from memory' },
];

/** One line for each writable path beside the claim. */
function writablePaths(image: KafkaImage, { tmp, logs, config }: KafkaAmounts): PathRequest[] {
  return [
    // Compression libraries are unpacked and loaded here.
    { path: { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, property: 'writablePaths[/tmp]', usual: () => tmp },
    { path: { path: image.configPath, purpose: StoragePurpose.WORKING_DIRECTORY }, property: `writablePaths[${image.configPath}]`, usual: () => config },
    { path: { path: image.logPath, purpose: StoragePurpose.SHORT_TERM_LOGS }, property: `writablePaths[${image.logPath}]`, usual: () => logs },
  ];
}

/**
 * Kafka without ZooKeeper: a StatefulSet with a claim for each broker, a Service to bootstrap from, a headless one that names the brokers,
 * and a policy that admits whom `connections.allowFrom` names. Every broker is a controller too: up to five, controllers of their own would
 * double the pods and claims, and buy isolation that only a larger cluster needs.
 */
export class KafkaBroker extends Store implements IPodSelector, INetworkPolicyPeer {
  /** Where clients connect first, as `host:port`. */
  public readonly bootstrapServers: string;

  constructor(scope: Construct, id: string, props: KafkaBrokerProps) {
    super(scope, id, props);
    this.bootstrapServers = `${this.host}:${this.port}`;
  }

  /** @internal */
  protected _shape() {
    return KAFKA;
  }

  /** @internal */
  protected get _component(): string {
    return 'broker';
  }

  /** @internal */
  protected _request(_mounted: readonly MountRequest[], refusals: Refusals): OwnRequest {
    const props = this._props as KafkaBrokerProps;
    const image = this.readImage(props, refusals);
    const { figures, retention, memory } = this.readProps(props, refusals);
    const volumes = kafkaVolumes(figures, this._basis);
    if (!Number.isSafeInteger(volumes.claim.bytes)) {
      refusals.add({
        rule: 'size-positive', so: `dailyThroughput x retention needs a claim of ${show(volumes.claim.bytes)}`, why: 'which no claim holds', mend: 'check the units',
      });
    }
    const claim = this._claim(image.claimPath, StoragePurpose.MESSAGE_QUEUE, volumes.claim, 'dailyThroughput', refusals);
    const cluster = this.planCluster(figures, retention, memory, claim, refusals);
    return {
      kind: 'StatefulSet',
      component: this._component,
      memory: props.memory,
      // Of the user's own volumes in memory only as much fits as the JVM leaves.
      load: { maxConcurrentRequests: 0, workingMemory: Size.kibibytes(cluster.process / KIB) },
      port: KAFKA_PORT,
      replicas: figures.brokers,
      sizedPaths: writablePaths(image, volumes),
      claims: [claim],
      configuration: { name: `${this.name}-config`, path: image.inputPath, files: KAFKA_LOGGING },
      // From the first broker on, although one could wait for itself: the field is immutable.
      statefulSet: { serviceName: cluster.peers, parallel: true },
      image: {
        user: image.user,
        env: kafkaEnvironment(cluster, props.clusterId ?? clusterIdOf(this.name), {
          messages: `${image.claimPath}/${LOG_DIRECTORY}`, logs: image.logPath,
        }, props.settings ?? {}),
        extraPorts: { controller: KAFKA_CONTROLLER_PORT },
        // The port: Kafka's own tools start a JVM for each question. No liveness: it would kill a broker that recovers its log.
        probes: {
          startup: { handler: { port: KAFKA_PORT }, period: 10, timeout: 5, failures: 180 },
          readiness: { handler: { port: KAFKA_PORT }, period: 10, timeout: 5, failures: 3 },
        },
        terminationGrace: 120,
        // KAFKA_JMX_PORT=tcp://... of a Service called kafka-jmx would be read as a setting.
      },
    };
  }

  private readImage(props: KafkaBrokerProps, refusals: Refusals): KafkaImage {
    const found = findStoreImage(KAFKA_IMAGES, String(props.image ?? ''), props.imageFamily);
    if (found === undefined) {
      refusals.add({
        rule: 'image-family-known', so: `image "${props.image}" is no Kafka family of the catalogue`, why: 'its user and paths are unknown',
        mend: `set imageFamily to one of ${KAFKA_IMAGES.map(({ family }) => family).join(', ')}`,
      });
    }
    return found ?? KAFKA_IMAGES[0];
  }

  /** The figures of the cluster; ones that stand in for them where something is refused. */
  private readProps(props: KafkaBrokerProps, refusals: Refusals): { figures: KafkaFigures; retention: number; memory: number } {
    const brokers = props.brokers ?? 1;
    const replicationFactor = props.replicationFactor ?? Math.min(USUAL_COPIES, brokers);
    const memory = planSize(props.memory, 'memory', refusals);
    const dailyThroughput = planThroughput(props.dailyThroughput, refusals);
    const retention = planRetention(props.retention, refusals);
    checkBrokers(brokers, replicationFactor, refusals);
    checkWhole(props.partitionsPerBroker, 'partitionsPerBroker', 0, MOST_PARTITIONS, refusals);
    checkClusterId(props.clusterId, refusals);
    this.checkAllSettings(props, refusals);
    const valid = !refusals.any;
    return {
      figures: {
        dailyThroughput: valid ? dailyThroughput! : GIB,
        retentionDays: valid ? retention! / 86_400_000 : 7,
        brokers: valid ? brokers : 1,
        replicationFactor: valid ? replicationFactor : 1,
        partitionsPerBroker: valid ? props.partitionsPerBroker ?? 0 : 0,
        keepGcLog: props.keepGcLog ?? false,
      },
      retention: retention ?? 0,
      memory: valid ? memory! : 1024 * MIB,
    };
  }

  /** The same names as variables: there too they would lead a broker away from its data. */
  private checkAllSettings(props: KafkaBrokerProps, refusals: Refusals): void {
    this._checkSettings(FORBIDDEN, refusals);
    checkSettingNames(Object.keys(props.settings ?? {}), refusals);
    const reasons = new Map(FORBIDDEN.map(({ name, why }) => [kafkaVariable(name), why]));
    for (const name of Object.keys({ ...props.env, ...props.configEnv, ...props.secretEnv })) {
      const why = name === 'CLUSTER_ID' ? 'clusterId decides it' : reasons.get(name.toUpperCase());
      if (why !== undefined) {
        refusals.add({ rule: 'setting-contradicts-volume', so: `env["${name}"] is set`, why, mend: 'remove it' });
      }
    }
  }

  private planCluster(figures: KafkaFigures, retention: number, memory: number, claim: ClaimRequest, refusals: Refusals): KafkaCluster {
    const namespace = this._namespace;
    const cluster = planKafka({ ...figures, name: this.name, namespace, retention, memory, claim: claim.amount.bytes });
    if (!refusals.any) {
      cluster.problems.forEach((problem) => refusals.add(problem));
    }
    return cluster;
  }
}

/** 16 bytes in base64url, the first no "-". From the name only: it stands on the disks. */
function clusterIdOf(name: string): string {
  const bytes = createHash('sha256').update(`kafka cluster ${name}`).digest().subarray(0, 16);
  bytes[0] &= 0x7f; // eslint-disable-line no-bitwise
  return bytes.toString('base64url');
}
