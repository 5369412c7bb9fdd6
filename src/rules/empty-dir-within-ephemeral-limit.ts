import { budgetOf, diskVolumes, podLimit, sizeLimit } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { sum } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';

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
    const total = sum(volumes.map(sizeLimit));
    const largest = volumes.reduce((a, b) => (sizeLimit(b) > sizeLimit(a) ? b : a));
    return [{
      pointer: `${pod.pointer}/volumes/${pod.volumes.indexOf(largest)}/emptyDir/sizeLimit`,
      so: total > limit
        ? `emptyDir "${largest.name}" may hold ${formatBytes(sizeLimit(largest))} (all disk volumes ${formatBytes(total)}) but the pod is evicted at ${formatBytes(limit)}`
        : `disk volumes may hold ${formatBytes(total)}, with logs ${formatBytes(need)}, but the pod is evicted at ${formatBytes(limit)}`,
      why: 'so the size limits are never reached and the eviction comes first',
      mend: `raise the ephemeral-storage limit to ${formatBytes(need)} or more, or shrink the volume`,
    }];
  },
};
