import type { Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, IScalable } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ScalableWorkload } from './scalable-workload';
import type { OwnRequest } from './workload';
import type { HealthChecks } from '../plan/health-checks';
import type { MountRequest } from '../plan/mount-request';
import type { Shape } from '../plan/shape';
import { HEALTH, LOAD, WORKLOAD } from '../plan/shapes';
import type { WorkloadProps } from '../plan/workload-props';
import type { WebLoad } from '../sizing/load';

/** An application of any framework. */
export interface ReadOnlyAppProps extends WorkloadProps {
  /** Memory limit and request, memory volumes included. */
  readonly memory: Size;

  /**
   * Port that the application listens on.
   *
   * @default - none: a worker, without Service and probes
   */
  readonly port?: number;

  /**
   * Number of pods. From 2 on a PodDisruptionBudget lets one go at a time.
   *
   * @default - 2; 1 once a single-writer claim is mounted; not stated under an autoscaler
   */
  readonly replicas?: number;

  /**
   * Traffic; sizes /tmp by the guide's web formula.
   *
   * @default - /tmp is the formula's base, 100Mi
   */
  readonly load?: WebLoad;

  /**
   * How the cluster learns that a pod has started, may receive traffic, and hangs.
   *
   * @default - the port accepts a connection
   */
  readonly health?: HealthChecks;
}

const SHAPE: Record<string, Shape> = { ...WORKLOAD, memory: 'size', port: 'number', replicas: 'number', load: LOAD, health: HEALTH };

/**
 * An application as a Deployment with a read-only root file system, and exactly the writable volumes that it states.
 */
export class ReadOnlyApp extends ScalableWorkload implements IPodSelector, INetworkPolicyPeer, IScalable {
  constructor(scope: Construct, id: string, props: ReadOnlyAppProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _shape() {
    return SHAPE;
  }

  /** @internal */
  protected get _component(): string {
    return 'app';
  }

  /** @internal */
  protected _request(mounted: readonly MountRequest[]): OwnRequest {
    const props = this._props as ReadOnlyAppProps;
    const single = mounted.some(({ volume }) => volume.singleWriter === true);
    return {
      kind: 'Deployment',
      component: this._component,
      memory: props.memory,
      port: props.port,
      health: props.health,
      load: props.load,
      replicas: props.replicas ?? (single ? 1 : 2),
      autoscaled: this.hasAutoscaler,
    };
  }
}
