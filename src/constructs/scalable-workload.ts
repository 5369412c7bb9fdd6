import type { IScalable, ScalingTarget } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AppService, ExposeViaServiceOptions } from './app-service';
import { makeBudget } from './own-objects';
import { Workload } from './workload';
import type { MountRequest } from '../plan/mount-request';
import { Refusals } from '../plan/refusal';
import type { WorkloadProps } from '../plan/workload-props';

/**
 * A Deployment of any number of equal pods: Service, budget and autoscaler.
 *
 * @internal
 */
export abstract class ScalableWorkload extends Workload implements IScalable {
  /** Whether an autoscaler decides the number of pods. */
  public hasAutoscaler = false;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
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
    // The first one has the fixed id; a further one is told apart by its name.
    const id = this.node.tryFindChild('Service') === undefined ? 'Service' : `Service-${options.name ?? this.name}`;
    return new AppService(this, id, {
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
  protected _changed(mounted?: readonly MountRequest[]): void {
    super._changed(mounted);
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
      makeBudget(this._owner, this.name);
    }
  }
}
