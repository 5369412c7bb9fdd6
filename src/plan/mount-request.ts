import type { VolumePlan } from './plan';

/** A volume that exists apart from the workload, to be mounted into it by `mount(path, volume)`. */
export interface MountRequest {
  readonly path: string;
  /** Undefined: the main container. */
  readonly container?: string;
  readonly readOnly: boolean;
  /** Construct path of the volume: one volume may be mounted several times. */
  readonly identity: string;
  readonly volume: Omit<VolumePlan, 'name'>;
}
