import type { IConfigMap, ISecret } from 'cdk8s-plus-28';

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
