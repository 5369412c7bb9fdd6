import type { Size } from 'cdk8s';
import type { WorkloadProps } from '../plan/workload-props';
import type { SizingBasis } from '../sizing/sizing-basis';

/** What every store states. */
export interface StoreProps extends WorkloadProps {
  /**
   * Size of the claim of each pod. It never shrinks; to grow it, grow the claims and replace the StatefulSet with `--cascade=orphan`.
   *
   * @default - by the formula, from what is stated about the data
   */
  readonly claimSize?: Size;

  /**
   * Storage class of the claims. Cannot change later. Whether data is encrypted at rest is decided by the class, not by the manifest.
   *
   * @default - the platform's, else the cluster's default
   */
  readonly storageClassName?: string;

  /**
   * Admit one pod, not one node, to each claim (ReadWriteOncePod; CSI drivers only). Cannot change later.
   *
   * @default false
   */
  readonly singlePodClaims?: boolean;

  /**
   * Whose formulas size this store. Stated here, not taken from the platform: the size of a claim stands in a template that cannot change.
   *
   * @default SizingBasis.CORRECTED
   */
  readonly sizingBasis?: SizingBasis;

  /**
   * Settings of the server, over those that follow from the props. Settings that contradict a volume are refused.
   *
   * @default - none
   */
  readonly settings?: { [name: string]: string };
}
