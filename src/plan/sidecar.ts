import type { Size } from 'cdk8s';
import type { WritablePath } from './writable-path';

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
