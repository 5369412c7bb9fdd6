import type { Size } from 'cdk8s';
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
