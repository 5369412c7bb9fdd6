import type { ApiObjectMetadata, Duration, Size } from 'cdk8s';
import type { IConfigMap, ISecret } from 'cdk8s-plus-28';
import type { ImageFamily } from '../images/image-family';
import type { StorageBacking } from '../storage/storage-backing';
import type { StoragePurpose } from '../storage/storage-purpose';

/** A directory that the application writes. */
export interface WritablePath {
  /** Absolute path in the container. Normalised; system directories are refused, because a volume would hide them. */
  readonly path: string;

  /** What it is for; decides disk or memory. Purposes that need a claim take a `DurableVolume` and `mount()`. */
  readonly purpose: StoragePurpose;

  /**
   * The most it ever holds. Over it, a disk volume gets the pod evicted; a memory volume is simply full.
   *
   * @default - by purpose: sockets 10Mi, keys and sensitive data 16Mi, shared memory 64Mi, working directory 100Mi; refused for the rest
   */
  readonly size?: Size;

  /**
   * Another backing than the matrix chooses.
   *
   * @default - decided by the purpose
   */
  readonly backing?: StorageBacking;

  /**
   * Why a backing that the matrix does not allow is right here. Shown in the report as an exception.
   *
   * @default - a forbidden backing is refused
   */
  readonly backingReason?: string;
}

/** Files from a ConfigMap or a Secret, mounted read-only as a whole directory, so that updates arrive. */
export interface MountedFiles {
  /** Absolute path of the directory. */
  readonly path: string;

  /**
   * The ConfigMap; exactly one of the two. A changed ConfigMap of this app rolls the pods.
   *
   * @default - a Secret is mounted
   */
  readonly configMap?: IConfigMap;

  /**
   * The Secret; exactly one of the two. Lives in memory; its updates arrive in the files.
   *
   * @default - a ConfigMap is mounted
   */
  readonly secret?: ISecret;
}

/** A key of a Secret, for one environment variable. */
export interface SecretKey {
  /** The Secret. */
  readonly secret: ISecret;

  /** The key in it. */
  readonly key: string;
}

/** A key of a ConfigMap, for one environment variable. */
export interface ConfigMapKey {
  /** The ConfigMap. A changed ConfigMap of this app rolls the pods. */
  readonly configMap: IConfigMap;

  /** The key in it. */
  readonly key: string;
}

/** Where pods may run. They are always spread softly over nodes. */
export interface Scheduling {
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** A taint that pods tolerate. */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key
   */
  readonly key?: string;

  /**
   * Value of the taint.
   *
   * @default - the taint only has to exist
   */
  readonly value?: string;

  /**
   * NoSchedule, PreferNoSchedule or NoExecute.
   *
   * @default - every effect
   */
  readonly effect?: string;
}

/** A further container of the pod, on the same terms as the main one. */
export interface Sidecar {
  /** Name of the container. */
  readonly name: string;

  /** Image, by digest like the main one. */
  readonly image: string;

  /** Memory limit and request, including the memory volumes that it writes. */
  readonly memory: Size;

  /**
   * Cores requested. There is no CPU limit.
   *
   * @default 0.05
   */
  readonly cpu?: number;

  /**
   * Entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Port that it listens on.
   *
   * @default - none
   */
  readonly port?: number;

  /**
   * Directories that it writes, each a volume of its own.
   *
   * @default - /tmp alone
   */
  readonly writablePaths?: WritablePath[];

  /**
   * Writable paths of the main container that it shares: same volume, same path.
   *
   * @default - none
   */
  readonly sharedPaths?: string[];

  /**
   * Whether it gets a /tmp of its own (100Mi).
   *
   * @default true
   */
  readonly tmp?: boolean;
}

/** What every workload states. */
export interface WorkloadProps {
  /** Image, `name:tag@sha256:<64 hex digits>`. Without a digest it is a finding, with a shortened one it is refused. */
  readonly image: string;

  /**
   * What kind of program it is; sets the environment that such a program needs under a read-only root.
   *
   * @default - nothing is assumed
   */
  readonly imageFamily?: ImageFamily;

  /**
   * Numeric user and group to run as, and group of the volumes. Never 0.
   *
   * @default 65532
   */
  readonly user?: number;

  /**
   * Name, namespace, labels and annotations of the objects. The name is the identity of selector and Service:
   * with a fixed one the construct can be renamed and moved without a change in the YAML.
   *
   * @default - name `<chart>-<id>`, namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Labels and annotations of the pods. A change restarts them.
   *
   * @default - none
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * Cores requested.
   *
   * @default 0.25
   */
  readonly cpu?: number;

  /**
   * Most cores that it may use. A limit throttles and frees nothing for others that their requests do not already give them.
   *
   * @default - no limit
   */
  readonly cpuLimit?: number;

  /**
   * Environment.
   *
   * @default - what the image family needs
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment from ConfigMaps.
   *
   * @default - none
   */
  readonly configEnv?: { [name: string]: ConfigMapKey };

  /**
   * Environment from Secrets. Visible in /proc and to child processes: prefer `files`.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Configuration and secrets as files, read-only.
   *
   * @default - none
   */
  readonly files?: MountedFiles[];

  /**
   * Directories that the application writes. An entry for /tmp replaces the default one.
   *
   * @default - /tmp alone
   */
  readonly writablePaths?: WritablePath[];

  /**
   * Whether there is a writable /tmp without further words. False for a program that writes nothing.
   *
   * @default true
   */
  readonly tmp?: boolean;

  /**
   * Further containers.
   *
   * @default - none
   */
  readonly sidecars?: Sidecar[];

  /**
   * Entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Where the pods may run.
   *
   * @default - any node, softly spread
   */
  readonly scheduling?: Scheduling;

  /**
   * Service account of the pods; its token is mounted.
   *
   * @default - the default account, and no token is mounted
   */
  readonly serviceAccountName?: string;

  /**
   * Secrets that open the registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Time between SIGTERM and SIGKILL.
   *
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
}

/** How the cluster learns that a pod has started, may receive traffic, and hangs. */
export interface HealthChecks {
  /**
   * HTTP path that answers 200 once the pod may receive traffic.
   *
   * @default - the port accepts a connection
   */
  readonly readyPath?: string;

  /**
   * HTTP path that answers 200 as long as the process is not stuck; three failures restart the container.
   *
   * @default - no liveness probe: a restart rarely helps and can turn a slow start into an outage
   */
  readonly livePath?: string;

  /**
   * Command that ends with 0 once the pod may receive traffic, instead of a path.
   *
   * @default - readyPath, or the port
   */
  readonly readyCommand?: string[];

  /**
   * Command that ends with 0 as long as the process is not stuck, instead of a path.
   *
   * @default - livePath
   */
  readonly liveCommand?: string[];

  /**
   * How long a start may take before the container is restarted.
   *
   * @default Duration.minutes(2)
   */
  readonly startTimeout?: Duration;
}
