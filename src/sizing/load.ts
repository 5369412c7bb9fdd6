import type { Size } from 'cdk8s';

/** The traffic of a web application; sizes its /tmp by the guide's web formula. */
export interface WebLoad {
  /** Most requests in flight at once in one pod. Each may hold 10MB of uploads and temporary files. */
  readonly maxConcurrentRequests: number;

  /**
   * What the application itself keeps in memory at its peak.
   *
   * @default - the memory limit less the memory volumes
   */
  readonly workingMemory?: Size;

  /**
   * Share of the working memory that is reserved for caches on disk, 0.10 to 0.20.
   *
   * @default 0.15
   */
  readonly cacheShare?: number;
}

/** The largest batch of a job; sizes its working directory by the guide's data-processing formula. */
export interface BatchLoad {
  /** The largest input staged for one run. */
  readonly largestInput: Size;

  /** The largest data set written between input and output. */
  readonly largestIntermediate: Size;

  /** The result staged before it is sent on. */
  readonly output: Size;

  /**
   * How many intermediate data sets may exist side by side, 2 to 3.
   *
   * @default 3
   */
  readonly intermediateFactor?: number;
}
