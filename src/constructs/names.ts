import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Refusals } from '../plan/refusal';

/** Who uses a name, by kind, namespace and name. Unique in a chart; two charts may be two clusters. */
const OWNERS = new WeakMap<Chart, Map<string, Construct>>();

/** Refuses a name that another construct of the chart has given to an object of the same kind. */
export function reserveName(construct: Construct, kind: string, namespace: string | undefined, name: string, refusals: Refusals): void {
  const chart = Chart.of(construct);
  const owners = OWNERS.get(chart) ?? new Map<string, Construct>();
  OWNERS.set(chart, owners);
  const key = `${kind}/${namespace ?? ''}/${name}`;
  const owner = owners.get(key);
  if (owner !== undefined && owner !== construct) {
    refusals.add({
      rule: 'name-unique', so: `the name "${name}" is also that of ${owner.node.path}`, why: 'and one would overwrite the other',
      mend: 'set metadata: { name } on one of them, or name the object otherwise',
    });
  } else {
    owners.set(key, construct);
  }
}
