import type { Duration } from 'cdk8s';

/** How the cluster learns that a pod has started, may receive traffic, and hangs. */
export interface HealthChecks {
  /**
   * HTTP path that answers 200 once the pod may receive traffic.
   *
   * @default - the port accepts a connection
   */
  readonly readyPath?: string;

  /**
   * HTTP path that answers 200 as long as the process is not stuck; three failures restart the container.
   *
   * @default - no liveness probe: a restart rarely helps and can turn a slow start into an outage
   */
  readonly livePath?: string;

  /**
   * Command that ends with 0 once the pod may receive traffic, instead of a path.
   *
   * @default - readyPath, or the port
   */
  readonly readyCommand?: string[];

  /**
   * Command that ends with 0 as long as the process is not stuck, instead of a path.
   *
   * @default - livePath
   */
  readonly liveCommand?: string[];

  /**
   * How long a start may take before the container is restarted.
   *
   * @default Duration.minutes(2)
   */
  readonly startTimeout?: Duration;
}
