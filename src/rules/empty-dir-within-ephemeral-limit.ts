import { budgetOf, diskVolumes, heldBy, inWords, podLimit, sizeLimit } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';

/*
 * Fields: volumes[].emptyDir.sizeLimit, containers[].resources.limits.ephemeral-storage
 * Allowed: size limits of the disk volumes + logs + ConfigMaps <= the pod's limit
 */
export const emptyDirWithinEphemeralLimit: Rule = {
  id: 'empty-dir-within-ephemeral-limit',
  title: 'The pod may write what its volumes may hold',
  severity: Severity.ERROR,
  rationale: 'The kubelet evicts a pod whose disk volumes and logs together pass the sum of its containers\' limits. '
    + 'A volume whose own limit lies above that is a promise the pod cannot keep.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['kubelet, eviction manager', 'guide, part 4, ephemeral-storage'],
  check: (pod, context) => {
    const limit = podLimit(pod, 'ephemeral-storage');
    const volumes = diskVolumes(pod);
    const { need } = budgetOf(pod, context);
    if (limit === undefined || volumes.length === 0 || need <= limit) {
      return [];
    }
    const total = heldBy(volumes);
    const largest = volumes.reduce((a, b) => (sizeLimit(b) > sizeLimit(a) ? b : a));
    const all = volumes.length > 1 ? ` (all disk volumes ${inWords(total)})` : '';
    return [{
      pointer: `${pod.pointer}/volumes/${pod.volumes.indexOf(largest)}/emptyDir/sizeLimit`,
      so: total > limit
        ? `emptyDir "${largest.name}" may hold ${inWords(sizeLimit(largest))}${all} but the pod is evicted at ${inWords(limit)}`
        : `disk volumes may hold ${inWords(total)}, with logs and ConfigMaps ${inWords(need)}, but the pod is evicted at ${inWords(limit)}`,
      why: 'so the size limits are never reached and the eviction comes first',
      mend: `raise the ephemeral-storage limit to at least ${inWords(need)}, or shrink a volume`,
    }];
  },
};
