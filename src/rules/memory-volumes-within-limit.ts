import { bytesOf, memoryVolumes, podLimit, sizeLimit } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { readMounts } from '../manifest/read';
import { sum } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: volumes[].emptyDir (medium Memory), containers[].resources.limits.memory
 * Allowed: every container has a memory limit; memory volumes below the limit of whoever writes them
 */
export const memoryVolumesWithinLimit: Rule = {
  id: 'memory-volumes-within-limit',
  title: 'Memory volumes fit into the memory limit',
  severity: Severity.ERROR,
  rationale: 'A memory-backed volume is charged to the container that writes it: the kernel kills the process (exit 137) before the volume is full. '
    + 'Where any container lacks a memory limit, the volume may grow to the node\'s memory.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['guide, part 2, tmpfs', 'KEP-1967'],
  check: (pod) => {
    const volumes = memoryVolumes(pod);
    if (volumes.length === 0) {
      return [];
    }
    const found: Violation[] = [];
    const unlimited = pod.containers.filter(({ role, container }) => role !== 'ephemeral' && bytesOf(container.resources?.limits?.memory) === undefined);
    if (unlimited.length > 0) {
      found.push({
        pointer: `${unlimited[0].pointer}/resources/limits/memory`,
        container: unlimited[0].name,
        so: `container "${unlimited[0].name}" has no memory limit while volume "${volumes[0].name}" lives in memory`,
        why: 'so the volume may grow to the memory of the node',
        mend: 'give every container a memory limit',
      });
    }
    for (const view of pod.containers) {
      const limit = bytesOf(view.container.resources?.limits?.memory);
      const written = volumes.filter((volume) => readMounts(view).some(({ mount }) => mount.name === volume.name && mount.readOnly !== true));
      const total = sum(written.map(sizeLimit));
      if (limit !== undefined && written.length > 0 && 2 * total > limit) {
        const names = written.map((volume) => `${volume.name} ${formatBytes(sizeLimit(volume))}`).join(', ');
        found.push({
          pointer: `${view.pointer}/resources/limits/memory`,
          container: view.name,
          severity: total >= limit ? Severity.ERROR : Severity.WARNING,
          so: `memory volumes of container "${view.name}" hold up to ${formatBytes(total)} (${names}) and its memory limit is ${formatBytes(limit)}`,
          why: total >= limit ? 'so the kernel kills it (exit 137) before a volume is full' : 'so less than half is left for the application itself',
          mend: 'raise the memory limit or shrink a volume',
        });
      }
    }
    const all = sum(volumes.map(sizeLimit));
    const ofPod = podLimit(pod, 'memory');
    if (unlimited.length === 0 && ofPod !== undefined && all >= ofPod && !found.some(({ severity }) => severity === Severity.ERROR)) {
      found.push({
        pointer: `${pod.pointer}/volumes`,
        so: `all memory volumes together hold ${formatBytes(all)} and the pod has ${formatBytes(ofPod)} of memory`,
        why: 'so the kernel kills a process (exit 137) before they are full',
        mend: 'raise the memory limits or shrink a volume',
      });
    }
    return found;
  },
};
