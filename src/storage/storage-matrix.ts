import { MATRIX_ROWS, SUMMARY_ROWS } from './matrix-rows';
import { StorageBacking } from './storage-backing';
import { StoragePurpose } from './storage-purpose';

/** What the matrix says about one purpose. */
export interface StorageDecision {
  /** The purpose asked about. */
  readonly purpose: StoragePurpose;

  /** The backing chosen for it. */
  readonly backing: StorageBacking;

  /** Backings that may be asked for without a reason; the first one is chosen by default. */
  readonly allowed: StorageBacking[];

  /** How long the data lives. */
  readonly lifecycle: string;

  /** Why this backing. */
  readonly reason: string;

  /** Where that is written. */
  readonly source: string;

  /**
   * The user's reason for a backing that the matrix does not allow.
   *
   * @default - the matrix allows the backing
   */
  readonly exception?: string;
}

/** A row of the guide's closing summary: which technology holds which component. */
export interface StorageSummaryRow {
  /** What is stored. */
  readonly component: string;

  /** What it is stored in. */
  readonly technology: string;

  /** How long it lives. */
  readonly lifecycle: string;

  /** What for. */
  readonly use: string;

  /** Where that is written, with the correction where the guide is wrong. */
  readonly source: string;
}

const LIFECYCLE: Record<StorageBacking, string> = {
  [StorageBacking.DISK]: 'until the pod is removed; survives container restarts',
  [StorageBacking.MEMORY]: 'until the pod is removed or the node restarts; survives container restarts',
  [StorageBacking.CLAIM]: 'until the claim is deleted; outlives the pod and the workload',
  [StorageBacking.EPHEMERAL_CLAIM]: 'until the pod is removed; the claim goes with it',
  [StorageBacking.CONFIG_MAP]: 'as long as the ConfigMap; updates arrive by themselves',
  [StorageBacking.SECRET]: 'as long as the Secret; updates arrive by themselves',
  [StorageBacking.IMAGE]: 'as long as the pod; a new image needs a new pod',
};

/**
 * The guide's decision matrix: purpose in, backing out.
 */
export class StorageMatrix {
  /** All purposes with the backing that each gets by default. */
  public static decisions(): StorageDecision[] {
    return MATRIX_ROWS.map((row) => StorageMatrix.decide(row.purpose));
  }

  /** The guide's nine-row summary. */
  public static summary(): StorageSummaryRow[] {
    return SUMMARY_ROWS.map((row) => ({ ...row }));
  }

  /**
   * Decides what backs a purpose.
   *
   * @param purpose what the directory is for
   * @param backing asks for another backing than the default; refused when the matrix does not allow it for the purpose
   * @param reason why a forbidden backing is right here; the report shows it as an exception
   */
  public static decide(purpose: StoragePurpose, backing?: StorageBacking, reason?: string): StorageDecision {
    const row = MATRIX_ROWS.find((candidate) => candidate.purpose === purpose);
    if (row === undefined) {
      throw new Error(`StorageMatrix: "${purpose}" is no purpose, so nothing says what holds it; use one of the members of StoragePurpose [purpose-known]`);
    }
    const chosen = backing ?? row.allowed[0];
    if (LIFECYCLE[chosen] === undefined) {
      throw new Error(`StorageMatrix: "${chosen}" is no backing, so no volume can be made of it; use one of the members of StorageBacking [backing-known]`);
    }
    const forbidden = !row.allowed.includes(chosen);
    if (forbidden && !reason?.trim()) {
      throw new Error(`StorageMatrix: ${forbiddenText(purpose, chosen)} [purpose-fits-backing]`);
    }
    return {
      purpose,
      backing: chosen,
      allowed: [...row.allowed],
      lifecycle: LIFECYCLE[chosen],
      reason: row.reason,
      source: row.source,
      exception: forbidden ? reason : undefined,
    };
  }
}

/** The middle of a refusal: what is so, why it matters; what to do. */
export function forbiddenText(purpose: StoragePurpose, backing: StorageBacking): string {
  const row = MATRIX_ROWS.find((candidate) => candidate.purpose === purpose)!;
  return `${purpose} on ${backing} is not allowed, ${row.reason}; leave the backing out (${row.allowed.join(' or ')})`
    + ', choose another purpose, or give the reason why it is right here';
}
