import { ApiObject, Chart, Size } from 'cdk8s';
import type { Volume } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { MountableVolume } from './mountable-volume';
import { reserveName } from './names';
import { defaultName } from './naming';
import { Platform } from './platform';
import { plus } from './plus';
import { claimSpec } from '../manifest/volume';
import { checkDnsLabel } from '../plan/checks';
import { volumeName } from '../plan/path';
import type { VolumePlan } from '../plan/plan';
import { Refusals } from '../plan/refusal';
import { checkShape, Shape } from '../plan/shape';
import { VOLUME } from '../plan/shapes';
import { planSize } from '../plan/size';
import { stated } from '../sizing/amount';
import { StorageBacking } from '../storage/storage-backing';
import { StorageMatrix } from '../storage/storage-matrix';
import type { StoragePurpose } from '../storage/storage-purpose';

/** Data that outlives its pods. */
export interface DurableVolumeProps {
  /** What it is for: DATABASE_DATA, MESSAGE_QUEUE or ARCHIVED_LOGS. */
  readonly purpose: StoragePurpose;

  /** Size of the claim. It can grow where its class allows, never shrink. */
  readonly size: Size;

  /**
   * Name of the claim: the identity of the data. Renaming it starts empty.
   *
   * @default - `<chart>-<id>`
   */
  readonly claimName?: string;

  /**
   * Namespace of the claim: that of the workloads that mount it.
   *
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * Storage class. Cannot change later.
   *
   * @default - the platform's, else the cluster's default
   */
  readonly storageClassName?: string;

  /**
   * Whether many pods, on many nodes, write it at once (ReadWriteMany; needs a class that offers it).
   * Otherwise a workload that mounts it runs one pod at a time.
   *
   * @default false
   */
  readonly shared?: boolean;
}

const SHAPE: Shape = {
  fields: { purpose: VOLUME.purpose, size: 'size', claimName: 'text', namespace: 'text', storageClassName: 'text', shared: 'boolean' }, needed: ['purpose', 'size'],
};

/** Annotations by which the common deployment tools leave an object alone that is no longer in the YAML. */
const KEPT = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/**
 * A PersistentVolumeClaim by purpose and size, kept when the workload goes.
 */
export class DurableVolume extends MountableVolume {
  /** Name of the claim. */
  public readonly claimName: string;

  /** The claim itself, for patches. */
  public readonly apiObject: ApiObject;

  private readonly planned: Omit<VolumePlan, 'name'>;

  constructor(scope: Construct, id: string, props: DurableVolumeProps) {
    super(scope, id);
    const refusals = new Refusals(this.node.path);
    checkShape(props ?? {}, SHAPE, '', refusals);
    refusals.throwIfAny();
    const settings = Platform._settingsOf(this);
    const bytes = planSize(props.size, 'size', refusals);
    const row = StorageMatrix.decisions().find(({ purpose }) => purpose === props.purpose);
    if (row?.backing !== StorageBacking.CLAIM) {
      refusals.add({
        rule: 'purpose-fits-backing', so: `DurableVolume cannot hold ${props.purpose}`, why: row?.reason ?? 'which is no purpose',
        mend: 'list it in writablePaths, or use a purpose that must outlive the pod',
      });
    }
    this.claimName = props.claimName ?? defaultName(this);
    checkDnsLabel(this.claimName, 'claimName', 63, 'the names of claims are kept short enough for labels', refusals);
    reserveName(this, 'PersistentVolumeClaim', props.namespace ?? Chart.of(this).namespace, this.claimName, refusals);
    refusals.throwIfAny();
    const storageClassName = props.storageClassName ?? settings.storageClassName;
    this.planned = {
      backing: StorageBacking.CLAIM,
      amount: stated(bytes!, `size of ${id}`),
      decision: row,
      source: this.claimName,
      storageClassName,
      singleWriter: props.shared !== true,
      raise: `size of ${id}; kubectl patch pvc ${this.claimName} grows it`,
    };
    this.apiObject = new ApiObject(this, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: this.claimName, namespace: props.namespace, annotations: KEPT },
      spec: claimSpec(bytes!, props.shared === true ? 'ReadWriteMany' : 'ReadWriteOnce', storageClassName),
    });
  }

  /** @internal */
  public _claimNamespace(): { readonly namespace?: string } {
    return { namespace: this.apiObject.metadata.namespace };
  }

  /** @internal */
  protected _singleWriter(): boolean {
    return this.planned.singleWriter === true;
  }

  /** @internal */
  protected _plan(): Omit<VolumePlan, 'name'> {
    return this.planned;
  }

  /** @internal */
  protected _sharedProblem() {
    return this.planned.singleWriter !== true ? undefined : {
      rule: 'one-writer-per-claim',
      why: 'and it is a single-writer claim: on another node the second pod never starts, on the same node both write',
      mend: 'make one for each workload, or set shared: true on a ReadWriteMany class',
    };
  }

  /** @internal */
  protected _toPlusVolume(): Volume {
    const { PersistentVolumeClaim, Volume: PlusVolume } = plus();
    return PlusVolume.fromPersistentVolumeClaim(this, 'Volume', PersistentVolumeClaim.fromClaimName(this, 'Reference', this.claimName), {
      name: volumeName(this.node.id, new Set()),
    });
  }
}
