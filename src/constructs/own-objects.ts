import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { reserveName } from './names';
import type { Refusals } from '../plan/refusal';

/** What the objects around a workload share with it. */
export interface ObjectOwner {
  readonly construct: Construct;
  readonly namespace?: string;
  readonly labels: Record<string, string>;
}

/** The ConfigMap of a configuration that follows from the plan. */
export function makeConfigMap({ construct, namespace, labels }: ObjectOwner, name: string, refusals: Refusals, files: () => object): void {
  reserveName(construct, 'ConfigMap', namespace, name, refusals);
  new ApiObject(construct, 'Config', {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data: Lazy.any({ produce: () => ({ ...files() }) }),
  });
}

/** One pod at a time may be evicted, and one that is not ready at any time. */
export function makeBudget({ construct, namespace, labels }: ObjectOwner, name: string): void {
  new ApiObject(construct, 'Budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace, labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
}
