import { ApiObject, Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, IScalable, ScalingTarget } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AppService, ExposeViaServiceOptions } from './app-service';
import { OwnRequest, Workload } from './workload';
import type { MountRequest } from '../plan/mount-request';
import { Refusals } from '../plan/refusal';
import type { HealthChecks } from '../plan/health-checks';
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

/**
 * An application as a Deployment with a read-only root file system, and exactly the writable volumes that it states.
 */
export class ReadOnlyApp extends Workload implements IPodSelector, INetworkPolicyPeer, IScalable {
  /** Whether an autoscaler decides the number of pods. */
  public hasAutoscaler = false;

  constructor(scope: Construct, id: string, props: ReadOnlyAppProps) {
    super(scope, id, props);
    this.budget();
  }

  /**
   * A Service for the port.
   */
  public exposeViaService(options: ExposeViaServiceOptions = {}): AppService {
    const { port } = this._plan.containers[0];
    if (port === undefined) {
      const refusals = new Refusals(this.node.path);
      refusals.add({ rule: 'port-stated', so: 'exposeViaService() needs a port and the application has none', mend: 'state port' });
      refusals.throwIfAny();
    }
    return new AppService(this, 'Service', {
      ...options, workload: this.name, namespace: this._namespace, selector: this._selector, targetPort: port!,
    });
  }

  /** For cdk8s-plus's HorizontalPodAutoscaler: from now on it decides the number of pods. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    this._changed();
  }

  /** For cdk8s-plus's HorizontalPodAutoscaler, which needs `metrics` of its own. */
  public toScalingTarget(): ScalingTarget {
    return { kind: 'Deployment', apiVersion: 'apps/v1', name: this.name, containers: [], replicas: this._plan.replicas };
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

  /** @internal */
  protected _changed(): void {
    super._changed();
    this.budget();
  }

  /** One pod at a time may be evicted; with a single pod a budget would block every drain of its node. */
  private budget(): void {
    const { replicas } = this._plan;
    const exists = this.node.tryFindChild('Budget') !== undefined;
    const wanted = replicas === undefined || replicas > 1;
    if (exists && !wanted) {
      this.node.tryRemoveChild('Budget');
    } else if (!exists && wanted) {
      new ApiObject(this, 'Budget', {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: this.name, namespace: this._namespace, labels: this._selector },
        spec: { maxUnavailable: 1, selector: { matchLabels: this._selector }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      });
    }
  }
}
