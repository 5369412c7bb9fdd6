import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import type { ConfigMapKey, MountedFiles, SecretKey } from './config-sources';
import type { Scheduling } from './scheduling';
import type { Sidecar } from './sidecar';
import type { WritablePath } from './writable-path';
import type { ImageFamily } from '../images/image-family';

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
