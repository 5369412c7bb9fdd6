/** Where pods may run. They are always spread softly over nodes. */
export interface Scheduling {
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** A taint that pods tolerate. */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key
   */
  readonly key?: string;

  /**
   * Value of the taint.
   *
   * @default - the taint only has to exist
   */
  readonly value?: string;

  /**
   * NoSchedule, PreferNoSchedule or NoExecute.
   *
   * @default - every effect
   */
  readonly effect?: string;
}
