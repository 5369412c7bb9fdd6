import { Size } from 'cdk8s';
import type { Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { MountableVolume } from './mountable-volume';
import { Platform } from './platform';
import { plus } from './plus';
import { volumeName } from '../plan/path';
import type { VolumePlan } from '../plan/plan';
import { planEphemeral } from '../plan/plan-volume';
import { Refusals } from '../plan/refusal';
import { checkShape } from '../plan/shape';
import { VOLUME } from '../plan/shapes';
import { ceilTo, MIB } from '../sizing/amount';
import type { StorageBacking } from '../storage/storage-backing';
import { StorageBacking as Backing } from '../storage/storage-backing';
import type { StoragePurpose } from '../storage/storage-purpose';

/** One volume that lives and dies with a pod. */
export interface EphemeralVolumeProps {
  /** What it is for; decides disk or memory. */
  readonly purpose: StoragePurpose;

  /**
   * The most it ever holds.
   *
   * @default - by purpose, as for writable paths; refused where only you can know it
   */
  readonly size?: Size;

  /**
   * Another backing than the matrix chooses.
   *
   * @default - decided by the purpose
   */
  readonly backing?: StorageBacking;

  /**
   * Why a backing that the matrix does not allow is right here.
   *
   * @default - a forbidden backing is refused
   */
  readonly backingReason?: string;
}

/**
 * A volume by purpose and size, for several containers of one pod, or for a container that is not ours.
 * In ours, list a directory of one container in `writablePaths` instead.
 */
export class EphemeralVolume extends MountableVolume {
  private readonly planned: Omit<VolumePlan, 'name'>;

  constructor(scope: Construct, id: string, props: EphemeralVolumeProps) {
    super(scope, id);
    const refusals = new Refusals(this.node.path);
    checkShape(props ?? {}, { fields: VOLUME, needed: ['purpose'] }, '', refusals);
    refusals.throwIfAny();
    const planned = planEphemeral(props, `EphemeralVolume("${id}")`, Platform._settingsOf(this), refusals);
    refusals.throwIfAny();
    this.planned = planned!;
  }

  /** @internal */
  protected _plan(): Omit<VolumePlan, 'name'> {
    return this.planned;
  }

  /** @internal */
  protected _sharedProblem() {
    return {
      rule: 'ephemeral-volume-one-pod',
      why: 'but it belongs to one pod: each workload, and each replica, would get an empty one of its own',
      mend: 'make one for each workload, or share a DurableVolume with shared: true',
    };
  }

  /** @internal */
  protected _toPlusVolume(): Volume {
    const { backing, amount } = this.planned;
    if (backing === Backing.EPHEMERAL_CLAIM) {
      const refusals = new Refusals(this.node.path);
      refusals.add({
        rule: 'plus-can-express', so: 'a generic ephemeral volume is asked for', why: 'which cdk8s-plus-28 cannot express', mend: 'mount it into a ReadOnlyApp or ReadOnlyJob',
      });
      refusals.throwIfAny();
    }
    // cdk8s-plus counts in whole Mi and throws on anything finer.
    const sizeLimit = Size.mebibytes(ceilTo(amount!.bytes, MIB) / MIB);
    const { Volume: PlusVolume, EmptyDirMedium } = plus();
    return PlusVolume.fromEmptyDir(this, 'Volume', volumeName(this.node.id, new Set()), {
      sizeLimit, medium: backing === Backing.MEMORY ? EmptyDirMedium.MEMORY : EmptyDirMedium.DEFAULT,
    });
  }
}
