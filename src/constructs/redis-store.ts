import { Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Store } from './store';
import type { StoreProps } from './store-props';
import type { OwnRequest } from './workload';
import { REDIS_IMAGES, RedisImage } from '../images/redis-images';
import { findStoreImage } from '../images/store-image';
import { redisConf } from '../manifest/redis-conf';
import type { MountRequest } from '../plan/mount-request';
import type { Refusals } from '../plan/refusal';
import type { Shape } from '../plan/shape';
import { STORE } from '../plan/shapes';
import { planSize } from '../plan/size';
import { MIB, show } from '../sizing/amount';
import { RedisAmounts, RedisDurability, redisVolumes } from '../sizing/redis';
import { SizingBasis } from '../sizing/sizing-basis';
import { StoragePurpose } from '../storage/storage-purpose';

/** A Redis server. */
export interface RedisStoreProps extends StoreProps {
  /**
   * What is left of the data when the pod is replaced. No default: each one either loses data or buys disk that nobody wanted.
   * Changing it later starts empty, because a cache and a database are different objects.
   */
  readonly durability: RedisDurability;

  /** The most that it keeps: maxmemory. A cache then forgets the least used; a database refuses writes. */
  readonly dataset: Size;

  /**
   * Memory limit.
   *
   * @default - dataset / 0.8 for a cache; dataset / 0.5 otherwise, because a snapshot or rewrite may copy every page
   */
  readonly memory?: Size;

  /**
   * Secret with the key `password`; read from its file, never from the environment.
   *
   * @default - no password: the NetworkPolicy alone decides who may connect
   */
  readonly credentials?: ISecret;

  /**
   * Number of pods. Only 1: three caches behind one Service are three different caches, and a database has one writer.
   *
   * @default 1
   */
  readonly replicas?: number;
}

const PORT = 6379;
const CONFIG_PATH = '/etc/redis';
const CREDENTIALS_PATH = '/run/secrets/redis';
const DATA_PATH = '/data';
/** One name for all versions: a claim's root holds lost+found. */
const DATA_DIRECTORY = 'redis';

const SHAPE: Record<string, Shape> = {
  ...STORE, durability: { oneOf: Object.values(RedisDurability) }, dataset: 'size', memory: 'size', credentials: 'secret', replicas: 'number',
};

/**
 * Redis as a cache (a Deployment; nothing is kept) or as a database (a StatefulSet with a claim), its configuration from the data set.
 */
export class RedisStore extends Store implements IPodSelector, INetworkPolicyPeer {
  constructor(scope: Construct, id: string, props: RedisStoreProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _shape() {
    return SHAPE;
  }

  /** @internal */
  protected get _component(): string {
    return this.isCache ? 'cache' : 'store';
  }

  /** @internal */
  protected _request(_mounted: readonly MountRequest[], refusals: Refusals): OwnRequest {
    const props = this._props as RedisStoreProps;
    const image = this.readImage(props, refusals);
    this.checkProps(props, refusals);
    const dataset = this.readDataset(props, refusals);
    const durability = refusals.any ? RedisDurability.CACHE : props.durability;
    const amounts = redisVolumes(dataset, durability, this._basis);
    const memory = this.readMemory(props, dataset, amounts, refusals);
    const guide = this._basis === SizingBasis.GUIDE;
    const directory = this.isCache ? DATA_PATH : `${DATA_PATH}/${DATA_DIRECTORY}`;
    const passwordPath = props.credentials === undefined ? undefined : `${CREDENTIALS_PATH}/password`;
    return {
      kind: this.isCache ? 'Deployment' : 'StatefulSet',
      component: this._component,
      memory: Size.kibibytes(memory / 1024),
      port: PORT,
      replicas: 1,
      sizedPaths: [
        ...this.isCache ? [{
          path: { path: DATA_PATH, purpose: StoragePurpose.APP_CACHE }, property: `writablePaths[${DATA_PATH}]`, usual: () => amounts.data,
        }] : [],
        ...guide ? [{ path: { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, property: 'writablePaths[/tmp]', usual: () => amounts.tmp }] : [],
      ],
      withoutTmp: guide ? undefined : 'Redis writes its temporary files beside its data, none to /tmp',
      claims: this.isCache ? [] : [this._claim(DATA_PATH, StoragePurpose.DATABASE_DATA, amounts.data, 'dataset', refusals)],
      configuration: {
        name: `${this.name}-config`,
        path: CONFIG_PATH,
        files: {
          'redis.conf': redisConf({
            durability, dataset, dataDirectory: directory, port: PORT, settings: props.settings ?? {},
          }),
        },
      },
      files: props.credentials === undefined ? [] : [{ path: CREDENTIALS_PATH, secret: props.credentials }],
      // Two caches behind one Service, even for a rollout, are two different caches.
      recreate: this.isCache,
      statefulSet: this.isCache ? undefined : { serviceName: `${this.name}-peers`, parallel: false },
      image: {
        user: image.user,
        command: startCommand(image, directory, this.isCache, passwordPath),
        // Loading a large file takes long; a liveness probe would kill the server while it does.
        probes: {
          startup: { handler: { command: readyCommand(image, passwordPath) }, period: 2, timeout: 5, failures: 900 },
          readiness: { handler: { command: readyCommand(image, passwordPath) }, period: 5, timeout: 5, failures: 3 },
        },
        terminationGrace: 120,
      },
    };
  }

  private get isCache(): boolean {
    return (this._props as RedisStoreProps).durability === RedisDurability.CACHE;
  }

  private readImage(props: RedisStoreProps, refusals: Refusals): RedisImage {
    const found = findStoreImage(REDIS_IMAGES, String(props.image ?? ''), props.imageFamily);
    if (found === undefined) {
      refusals.add({
        rule: 'image-family-known', so: `image "${props.image}" is no Redis family of the catalogue`, why: 'its user and paths are unknown',
        mend: `set imageFamily to one of ${REDIS_IMAGES.map(({ family }) => family).join(', ')}`,
      });
    }
    return found ?? REDIS_IMAGES[0];
  }

  private checkProps(props: RedisStoreProps, refusals: Refusals): void {
    if (!Object.values(RedisDurability).includes(props.durability)) {
      refusals.add({
        rule: 'durability-stated', so: `durability is ${props.durability}`, why: 'each choice either loses data or buys disk',
        mend: 'state one of the members of RedisDurability',
      });
    }
    if (props.replicas !== undefined && props.replicas !== 1) {
      refusals.add({
        rule: 'one-writer-per-claim', so: `replicas is ${props.replicas}`,
        why: this.isCache ? 'several caches behind one Service are different caches: hits at random, stale reads' : 'each pod would be a database of its own',
        mend: this.isCache ? 'make several RedisStores and share the keys out in the client' : 'leave it out; for replication use an operator',
      });
    }
    if (this.isCache && (props.claimSize !== undefined || props.storageClassName !== undefined || props.singlePodClaims === true)) {
      refusals.add({ rule: 'cache-without-claim', so: 'a claim is stated for a cache', why: 'which keeps nothing', mend: 'leave it out, or choose another durability' });
    }
    this._checkStart([], refusals);
    this._checkSettings([
      { name: 'dir', why: 'the volume decides where the data is' },
      { name: 'port', why: 'Service and probes use it' },
      { name: 'maxmemory', why: 'dataset states it' },
      { name: 'bind', why: 'Service and probes reach the server by TCP' },
      { name: 'include', why: 'no other file is mounted' },
      { name: 'tls-port', why: 'Service and probes use the plain port' },
      { name: 'masterauth', why: 'a ConfigMap is no place for a password' },
      { name: 'daemonize', why: 'a server in the background ends the container' },
      { name: 'logfile', why: 'nothing is mounted for it; the server logs to stdout' },
      { name: 'pidfile', why: 'nothing is mounted for it' },
      { name: 'unixsocket', why: 'nothing is mounted for it' },
      { name: 'requirepass', why: 'a ConfigMap is no place for a password, use credentials' },
      ...this.isCache ? [
        { name: 'save', why: 'a cache keeps no snapshot' },
        { name: 'appendonly', why: 'a cache keeps no log' },
      ] : [],
    ], refusals, /^[a-z_][\w.-]*$/i);
  }

  private readDataset(props: RedisStoreProps, refusals: Refusals): number {
    if (props.dataset === undefined) {
      refusals.add({ rule: 'size-stated', so: 'dataset is missing', why: 'memory and disk follow from it', mend: 'state the most that it keeps, e.g. Size.gibibytes(1)' });
      return MIB;
    }
    const bytes = planSize(props.dataset, 'dataset', refusals);
    if (bytes !== undefined && bytes < MIB) {
      refusals.add({ rule: 'size-positive', so: `dataset is ${show(bytes)}`, why: 'below 1Mi an empty server is over its limit', mend: 'state 1Mi or more' });
    }
    return refusals.any ? MIB : bytes!;
  }

  private readMemory(props: RedisStoreProps, dataset: number, amounts: RedisAmounts, refusals: Refusals): number {
    if (props.memory === undefined || refusals.any) {
      return amounts.memory.bytes;
    }
    const memory = planSize(props.memory, 'memory', refusals) ?? amounts.memory.bytes;
    const most = memory * (this.isCache ? 0.8 : 0.5);
    if (dataset > most) {
      refusals.add({
        rule: 'memory-holds-parts',
        so: `dataset is ${show(dataset)} and memory is ${show(memory)}`,
        why: this.isCache ? 'which needs a fifth for overhead and fragmentation' : 'but a snapshot or rewrite may copy every page, and the kernel then kills the server (exit 137)',
        mend: `raise memory to ${show(amounts.memory.bytes)} or lower dataset`,
      });
    }
    return memory;
  }
}

/**
 * The server itself, no entrypoint. The password joins the configuration on standard input, so that it stands in no list of
 * processes and no environment. Without one that can be read the server does not start: it would let everybody in.
 */
function startCommand(image: RedisImage, directory: string, isCache: boolean, passwordPath: string | undefined): string[] {
  const server = `${image.server} ${CONFIG_PATH}/redis.conf`;
  if (isCache && passwordPath === undefined) {
    return server.split(' ');
  }
  return ['sh', '-c', [
    'set -eu',
    ...isCache ? [] : [`mkdir -p ${directory}`],
    ...passwordPath === undefined ? [`exec ${server}`] : [
      `password=$(sed 's/["\\\\]/\\\\&/g' ${passwordPath})`,
      `[ -n "$password" ] || { echo '${passwordPath} is empty' >&2; exit 1; }`,
      `exec ${server} - <<EOF\nrequirepass "$password"\nEOF`,
    ],
  ].join('\n')];
}

/** A server that loads its data answers, but not with PONG. */
function readyCommand(image: RedisImage, passwordPath: string | undefined): string[] {
  const password = passwordPath === undefined ? '' : `REDISCLI_AUTH="$(cat ${passwordPath})" `;
  return ['sh', '-c', `${password}${image.client} ping | grep -q PONG`];
}
