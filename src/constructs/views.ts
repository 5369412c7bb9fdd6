/** How a volume is mounted. */
export interface VolumeMountOptions {
  /**
   * Which container mounts it.
   *
   * @default - the main one
   */
  readonly container?: string;

  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A port as cdk8s-plus looks for it in `containers`. */
export interface ContainerPortView {
  /** The port. */
  readonly number: number;
}

/** A container as cdk8s-plus's `connections` look at it. */
export interface ContainerPortsView {
  /** Name of the container. */
  readonly name: string;

  /** Ports that it listens on. */
  readonly ports: ContainerPortView[];
}
