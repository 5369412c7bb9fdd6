import { budgetOf, bytesOf } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: containers[].resources.{requests,limits}.ephemeral-storage
 * Allowed: a limit on every container, and a request that is not zero
 */
const RESOURCE = 'ephemeral-storage';

export const ephemeralLimitOnEveryContainer: Rule = {
  id: 'ephemeral-limit-on-every-container',
  title: 'Every container states its share of ephemeral storage',
  severity: Severity.ERROR,
  rationale: 'The pod\'s limit is the sum of the limits that are set, but what all containers write counts against it: '
    + 'a limit on one sidecar caps the whole pod, and none at all lets it fill the node.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['guide, part 4, ephemeral-storage', 'kubelet, eviction manager'],
  check: (pod) => pod.containers.filter(({ role }) => role !== 'ephemeral').flatMap((view): Violation[] => {
    const { name, pointer } = view;
    const { limits, requests } = view.container.resources ?? {};
    const [limit, request] = [limits?.[RESOURCE], requests?.[RESOURCE]];
    const mend = 'give each container its share: its volumes and logs on the main one, its logs on each other';
    if (limit === undefined) {
      const capped = pod.containers.find(({ container }) => container.resources?.limits?.[RESOURCE] !== undefined);
      return [{
        pointer: `${pointer}/resources/limits/${RESOURCE}`,
        container: name,
        so: `container "${name}" has no ephemeral-storage ${request === undefined ? 'request or limit' : 'limit'}`
          + (capped ? `, while container "${capped.name}" has a limit of ${capped.container.resources?.limits?.[RESOURCE]}` : ''),
        why: capped ? 'which then caps the whole pod' : 'so nothing keeps the pod from filling the node\'s disk',
        mend,
      }];
    }
    // Where only the limit is stated, the API server takes it for the request as well.
    const [what, figure] = isPositive(limit) ? ['request', request] : ['limit', limit];
    return figure === undefined || isPositive(figure) ? [] : [{
      pointer: `${pointer}/resources/${what}s/${RESOURCE}`,
      container: name,
      so: `container "${name}" has the ephemeral-storage ${what} ${figure}`,
      why: bytesOf(figure) !== 0 ? 'which the API server refuses'
        : what === 'limit' ? 'so the kubelet evicts the pod for its first byte' : 'so the scheduler places the pod where there may be no room for it',
      mend,
    }];
  }),
  fixClass: 'KNOWN',
  fix: (pod, context) => {
    const budget = budgetOf(pod, context);
    const main = pod.containers.find(({ role }) => role === 'main');
    return pod.containers.filter(({ role }) => role !== 'ephemeral').flatMap((view) => {
      const share = view === main ? budget.main : budget.other;
      const { requests = {}, limits = {} } = view.container.resources ?? {};
      if (limits[RESOURCE] !== undefined) {
        return [];
      }
      // A stated request stays, and the limit is never below it.
      const limit = (bytesOf(requests[RESOURCE]) ?? 0) > share.limit ? requests[RESOURCE] : formatBytes(share.limit);
      const request = requests[RESOURCE] ?? formatBytes(share.request);
      view.container.resources = {
        ...view.container.resources,
        requests: { ...requests, [RESOURCE]: request },
        limits: { ...limits, [RESOURCE]: limit },
      };
      return [`container "${view.name}": ephemeral-storage request ${request}, limit ${limit}`];
    });
  },
};

function isPositive(quantity: string | number): boolean {
  return (bytesOf(quantity) ?? 0) > 0;
}
