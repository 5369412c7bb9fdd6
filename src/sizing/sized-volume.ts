import type { Size } from 'cdk8s';

/** The size of one directory, and why. */
export interface SizedVolume {
  /** Where the application, or its official image, writes it. */
  readonly path: string;

  /** The most that it may hold, rounded up to whole Mi. */
  readonly size: Size;

  /** The figures that it follows from. */
  readonly because: string;

  /** Where the formula is written. */
  readonly source: string;

  /**
   * What the guide's own formula gives.
   *
   * @default - the same as `size`, or the guide has no formula for it
   */
  readonly guideSize?: Size;
}

/** What a pod writes to the node's disk. */
export interface EphemeralBudgetProps {
  /** Size limits of the disk-backed emptyDirs. Memory volumes and claims never count. */
  readonly diskVolumes: Size[];

  /**
   * Containers of the pod; each keeps its stdout and stderr on the node's disk.
   *
   * @default 1
   */
  readonly containers?: number;

  /**
   * What log rotation may hold for one container.
   *
   * @default Size.mebibytes(50), the kubelet's 5 files of 10Mi
   */
  readonly logsPerContainer?: Size;
}

/** What a container keeps in memory. */
export interface MemoryBudgetProps {
  /** Size limits of the memory-backed volumes that it writes. */
  readonly memoryVolumes: Size[];

  /** What the application itself needs at its peak. */
  readonly workingMemory: Size;
}

/** A request and a limit of a pod, and why. */
export interface Budget {
  /** What the scheduler reserves on the node. */
  readonly request: Size;

  /** What the pod is evicted, or its process killed, above. */
  readonly limit: Size;

  /** The figures that it follows from. */
  readonly because: string;

  /** Where the formula is written. */
  readonly source: string;
}
