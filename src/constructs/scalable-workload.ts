import { ApiObject } from 'cdk8s';
import type { IScalable, ScalingTarget } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AppService, ExposeViaServiceOptions } from './app-service';
import { Workload } from './workload';
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
