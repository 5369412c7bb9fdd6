import { SizingBasis } from '../sizing/sizing-basis';

/** Whether a node may write memory to disk. */
export enum NodeSwap {
  /** No swap, as the kubelet wants it by default: memory volumes stay in memory. */
  OFF = 'off',

  /** Swap on an encrypted device. */
  ENCRYPTED = 'encrypted',

  /** Plain swap, but memory volumes are mounted noswap: kernel 6.4 and kubelet 1.31, or newer, on every node. */
  NOSWAP_VOLUMES = 'noswap-volumes',

  /** Plain swap: pages of a memory volume can reach the disk, so sensitive purposes are refused. */
  PLAIN = 'plain',
}

/** What to do with an image that has no digest. */
export enum ImagePolicy {
  /** A warning in the report. */
  DIGEST_PREFERRED = 'digest-preferred',

  /** An error: synthesis fails. */
  DIGEST_REQUIRED = 'digest-required',
}

/** A rule that does not count here, and why. */
export interface RuleException {
  /** Id of the rule, as in the brackets of its message. */
  readonly rule: string;

  /** Why; shown in every report. */
  readonly reason: string;

  /**
   * The day on which somebody should look at it again, e.g. 2027-03-31.
   *
   * @default - never
   */
  readonly reviewBy?: string;
}

/** The platform's settings as one workload sees them. Plain data. */
export interface Settings {
  readonly minor: number;
  readonly basis: SizingBasis;
  readonly storageClassName?: string;
  readonly encryptedStorageClasses: readonly string[];
  readonly nodeSwap: NodeSwap;
  readonly logsPerContainer: number;
  readonly imagePolicy: ImagePolicy;
  readonly exceptions: readonly RuleException[];
}
