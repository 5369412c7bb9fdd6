import { Size } from 'cdk8s';
import type { IConfigMap, INetworkPolicyPeer, IPodSelector, IScalable, ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { filesOf } from './config-digest';
import { makeConfigMap } from './own-objects';
import { ScalableWorkload } from './scalable-workload';
import type { OwnRequest } from './workload';
import { NGINX_IMAGES, NginxImage } from '../images/nginx-images';
import { findStoreImage } from '../images/store-image';
import { HEALTH_PATH, nginxConf } from '../manifest/nginx-conf';
import type { MountRequest } from '../plan/mount-request';
import { fileProblems } from '../plan/nginx-files';
import { nginxProbes } from '../plan/nginx-probes';
import { checkListen, ProxyCache, readTuning } from '../plan/nginx-statement';
import type { NginxTuning } from '../plan/nginx-tuning';
import { readSource } from '../plan/nginx-upstream';
import type { PathRequest } from '../plan/path-request';
import { Refusal, Refusals, refusalText } from '../plan/refusal';
import { NGINX } from '../plan/shapes';
import type { WorkloadProps } from '../plan/workload-props';
import type { SizingBasis } from '../sizing/sizing-basis';
import { StorageBacking } from '../storage/storage-backing';
import { StoragePurpose } from '../storage/storage-purpose';

/** An nginx proxy. */
export interface NginxProxyProps extends WorkloadProps {
  /**
   * Whom it asks, e.g. `http://shop-api:8000`. Looked up when nginx starts, which fails while the name is unknown.
   * The certificate of an `https` upstream is not verified, and connections are not upgraded to WebSockets: both need `config`.
   *
   * @default - exactly one of upstream and config
   */
  readonly upstream?: string;

  /**
   * Servers of your own: the `.conf` files of this ConfigMap stand in `/etc/nginx/conf.d`, included in `http {}`.
   * nginx.conf itself, with pid and temporary paths, follows from the props. A changed ConfigMap of this app rolls the pods.
   *
   * @default - exactly one of upstream and config
   */
  readonly config?: IConfigMap;

  /**
   * Port that nginx listens on, 1024 or above. A Service may have any other.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Number of pods. From 2 on a PodDisruptionBudget lets one go at a time.
   *
   * @default - 2; not stated under an autoscaler
   */
  readonly replicas?: number;

  /**
   * Memory limit and request, the keys of the cache and in-memory logs included.
   *
   * @default - 128Mi, the keys of the cache and the logs
   */
  readonly memory?: Size;

  /**
   * A cache of responses, on the node's disk.
   *
   * @default - none
   */
  readonly cache?: ProxyCache;

  /**
   * Largest request body; larger ones are answered 413.
   *
   * @default Size.mebibytes(1)
   */
  readonly maxUpload?: Size;

  /**
   * Uploads in flight at once; sizes the volume of the temporary files.
   *
   * @default 50
   */
  readonly concurrentUploads?: number;

  /**
   * Secret of type kubernetes.io/tls, mounted at /run/secrets/tls: the port then speaks TLS. Read at start; restart the pods after a renewal.
   *
   * @default - plain HTTP
   */
  readonly tls?: ISecret;

  /**
   * Log files in memory, 100Mi to 1Gi, for a sidecar that ships them. Nothing rotates them; when they are full, lines are lost.
   *
   * @default - logs go to stdout and stderr
   */
  readonly logsInMemory?: Size;

  /**
   * Whose formulas size the volumes.
   *
   * @default - the platform's
   */
  readonly sizingBasis?: SizingBasis;
}

const PORT = 8080;
const CONFIG_PATH = '/etc/nginx-immutable';
const CACHE_PATH = '/var/cache/nginx';
const RUN_PATH = '/var/run/nginx';
const LOG_PATH = '/var/log/nginx';
const TLS_PATH = '/run/secrets/tls';
const CONF_D_PATH = '/etc/nginx/conf.d';
const MOST_WORKERS = 32;
const USUAL_GRACE = 30;
/** Seconds that are left to the processes themselves. */
const KILL_MARGIN = 5;

/** One line for each writable path. /tmp is none of them: nginx has no file there. */
function writablePaths({ volumes: { cache, run, logs } }: NginxTuning): PathRequest[] {
  return [
    { path: { path: CACHE_PATH, purpose: StoragePurpose.APP_CACHE }, property: `writablePaths[${CACHE_PATH}]`, usual: () => cache },
    { path: { path: RUN_PATH, purpose: StoragePurpose.UNIX_SOCKETS }, property: `writablePaths[${RUN_PATH}]`, usual: () => run },
    ...logs === undefined ? [] : [{
      path: {
        path: LOG_PATH, purpose: StoragePurpose.SHORT_TERM_LOGS, backing: StorageBacking.MEMORY, backingReason: 'logsInMemory: they are shipped before they fill it',
      },
      property: `writablePaths[${LOG_PATH}]`,
      usual: () => logs,
    }],
  ];
}

/**
 * nginx as a reverse proxy: a Deployment with its configuration from the props, a cache that stays within its volume,
 * and the directories that nginx makes at every start. It has no /tmp unless `tmp: true`.
 */
export class NginxProxy extends ScalableWorkload implements IPodSelector, INetworkPolicyPeer, IScalable {
  constructor(scope: Construct, id: string, props: NginxProxyProps) {
    super(scope, id, { ...props, tmp: props?.tmp ?? false });
    const refusals = new Refusals(this.node.path);
    makeConfigMap(this._owner, this._plan.configuration!.name, refusals, () => this._plan.configuration!.files);
    refusals.throwIfAny();
    this.node.addValidation({ validate: () => this.lateProblems() });
  }

  /** @internal */
  protected _shape() {
    return NGINX;
  }

  /** @internal */
  protected get _component(): string {
    return 'proxy';
  }

  /** @internal */
  protected _request(mounted: readonly MountRequest[], refusals: Refusals): OwnRequest {
    const props = this._props as NginxProxyProps;
    const { config, tls, port = PORT } = props;
    const image = this.readImage(props, refusals);
    const upstream = readSource(props.upstream, config !== undefined, refusals);
    checkListen(port, this._settings, refusals);
    const tuning = this.tune(refusals);
    const paths = writablePaths(tuning);
    if (!refusals.any) {
      const writable = [...paths.map(({ path }) => path), ...props.writablePaths ?? [], ...mounted].map(({ path }) => path);
      this.fileProblems(tuning, writable).forEach((problem) => refusals.add(problem));
    }
    return {
      kind: 'Deployment',
      component: this._component,
      memory: Size.kibibytes(tuning.memory / 1024),
      port,
      replicas: props.replicas ?? 2,
      autoscaled: this.hasAutoscaler,
      sizedPaths: paths,
      configuration: {
        name: `${this.name}-config`,
        path: CONFIG_PATH,
        files: {
          'nginx.conf': nginxConf({
            paths: {
              cache: CACHE_PATH, run: RUN_PATH, confD: CONF_D_PATH, mimeTypes: image.mimeTypes,
              logs: props.logsInMemory && LOG_PATH, tls: tls && TLS_PATH,
            },
            port,
            upstream,
            workers: Math.min(Math.max(1, Math.ceil(props.cpuLimit ?? props.cpu ?? 1)), MOST_WORKERS),
            shutdown: Math.max(1, Math.floor(props.terminationGracePeriod?.toSeconds({ integral: false }) ?? USUAL_GRACE) - KILL_MARGIN),
            tuning,
          }),
        },
      },
      files: [
        ...config === undefined ? [] : [{ path: CONF_D_PATH, configMap: config }],
        ...tls === undefined ? [] : [{ path: TLS_PATH, secret: tls }],
      ],
      image: {
        user: image.user,
        // Not the image's entry point: it edits files of the read-only root, and goes on with others when it cannot.
        command: ['nginx', '-e', 'stderr', '-c', `${CONFIG_PATH}/nginx.conf`, '-g', 'daemon off;'],
        probes: nginxProbes(port, upstream === undefined || tls !== undefined ? undefined : HEALTH_PATH),
        terminationGrace: USUAL_GRACE,
      },
    };
  }

  /** @internal */
  protected _notes(): string[] {
    const { config, tls, logsInMemory } = this._props as NginxProxyProps;
    return [
      ...config === undefined || filesOf(config) !== undefined ? [] : [
        `ConfigMap "${config.name}" stands outside this app, so its ports, paths and caches could not be checked against the volumes`,
      ],
      ...tls === undefined ? [] : [`nginx reads the certificate of Secret "${tls.name}" when it starts; restart the pods after a renewal`],
      ...logsInMemory === undefined ? [] : [`nothing rotates the logs in ${LOG_PATH}; when they are full, lines are lost`],
    ];
  }

  private readImage(props: NginxProxyProps, refusals: Refusals): NginxImage {
    const found = findStoreImage(NGINX_IMAGES, String(props.image ?? ''), props.imageFamily);
    if (found === undefined) {
      refusals.add({
        rule: 'image-family-known', so: `image "${props.image}" is no nginx family of the catalogue`, why: 'its user and paths are unknown',
        mend: `set imageFamily to one of ${NGINX_IMAGES.map(({ family }) => family).join(', ')}`,
      });
    }
    return found ?? NGINX_IMAGES[0];
  }

  private tune(refusals: Refusals, props = this._props as NginxProxyProps): NginxTuning {
    return readTuning(props, CACHE_PATH, props.sizingBasis ?? this._settings.basis, refusals);
  }

  /** Of the files that are known so far. */
  private fileProblems(tuning: NginxTuning, writable: readonly string[], complete = false): Refusal[] {
    const { config, port = PORT } = this._props as NginxProxyProps;
    const files = config && filesOf(config);
    return files === undefined ? [] : fileProblems(files, {
      source: config!.name, port, writable, complete, cachePath: CACHE_PATH, maxSize: tuning.maxSize, keys: tuning.keyMemory, maxUpload: tuning.maxUpload,
    });
  }

  /** Files may be added to a ConfigMap after this construct was made. */
  private lateProblems(): string[] {
    const writable = this._plan.containers[0].mounts.filter(({ readOnly }) => !readOnly).map(({ path }) => path);
    return this.fileProblems(this.tune(new Refusals(this.node.path)), writable, true).map(refusalText);
  }
}
