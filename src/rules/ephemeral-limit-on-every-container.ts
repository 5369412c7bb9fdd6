import { budgetOf, bytesOf } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: containers[].resources.{requests,limits}.ephemeral-storage
 * Allowed: both, on every container
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
  check: (pod) => {
    const capped = pod.containers.find(({ container }) => container.resources?.limits?.[RESOURCE] !== undefined);
    return pod.containers.filter(({ role }) => role !== 'ephemeral').flatMap(({ container, name, pointer }): Violation[] => {
      const missing = (['requests', 'limits'] as const).filter((field) => !((bytesOf(container.resources?.[field]?.[RESOURCE]) ?? 0) > 0));
      const limitMissing = missing.includes('limits');
      return missing.length === 0 ? [] : [{
        pointer: `${pointer}/resources/${missing[missing.length - 1]}/${RESOURCE}`,
        container: name,
        so: `container "${name}" has no ephemeral-storage ${missing.join(' and ').replace('requests', 'request').replace('limits', 'limit')}`
          + (limitMissing && capped ? `, while container "${capped.name}" has a limit of ${capped.container.resources?.limits?.[RESOURCE]}` : ''),
        why: limitMissing && capped ? 'which then caps the whole pod' : limitMissing ? 'so nothing keeps the pod from filling the node\'s disk'
          : 'so the scheduler places the pod where there is no room for it',
        mend: 'give each container its share: its volumes and logs on the main one, its logs on each other',
      }];
    });
  },
  fixClass: 'KNOWN',
  fix: (pod, context) => {
    const budget = budgetOf(pod, context);
    const main = pod.containers.find(({ role }) => role === 'main');
    return pod.containers.filter(({ role }) => role !== 'ephemeral').flatMap((view) => {
      const share = view === main ? budget.main : budget.other;
      const { requests = {}, limits = {} } = view.container.resources ?? {};
      if (requests[RESOURCE] !== undefined && limits[RESOURCE] !== undefined) {
        return [];
      }
      // Beside a stated request or limit, the other one is kept in order with it.
      const limit = limits[RESOURCE] ?? formatBytes(Math.max(share.limit, bytesOf(requests[RESOURCE]) ?? 0));
      const request = requests[RESOURCE] ?? formatBytes(Math.min(share.request, bytesOf(limit) ?? share.request));
      view.container.resources = {
        ...view.container.resources,
        requests: { ...requests, [RESOURCE]: request },
        limits: { ...limits, [RESOURCE]: limit },
      };
      return [`container "${view.name}": ephemeral-storage request ${request}, limit ${limit}`];
    });
  },
};
