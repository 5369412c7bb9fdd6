import { bytesOf, heldBy, inWords, memoryVolumes, podLimit, sizeLimit } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { ContainerView, readMounts } from '../manifest/read';

/*
 * Fields: volumes[].emptyDir (medium Memory), containers[].resources.limits.memory
 * Allowed: every container has a memory limit, where a volume has no size limit or the container writes one; memory volumes below the limit of whoever writes them
 */
export const memoryVolumesWithinLimit: Rule = {
  id: 'memory-volumes-within-limit',
  title: 'Memory volumes fit into the memory limit',
  severity: Severity.ERROR,
  rationale: 'A memory-backed volume is charged to the container that writes it: the kernel kills the process (exit 137) before the volume is full. '
    + 'Where any container lacks a memory limit, a volume without a size limit may grow to the node\'s memory.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['guide, part 2, tmpfs', 'KEP-1967'],
  check: (pod) => {
    const volumes = memoryVolumes(pod);
    if (volumes.length === 0) {
      return [];
    }
    const found: Violation[] = [];
    const writtenBy = (view: ContainerView) =>
      volumes.filter((volume) => readMounts(view).some(({ mount }) => mount.name === volume.name && mount.readOnly !== true));
    const unlimited = pod.containers.filter(({ role, container }) => role !== 'ephemeral' && bytesOf(container.resources?.limits?.memory) === undefined);
    // A volume with a size limit is bounded by it: then only its writers matter.
    const unbounded = volumes.find((volume) => sizeLimit(volume) === 0);
    const growing = unlimited.find((view) => unbounded !== undefined || writtenBy(view).length > 0);
    if (growing !== undefined) {
      found.push({
        pointer: `${growing.pointer}/resources/limits/memory`,
        container: growing.name,
        so: unbounded !== undefined
          ? `container "${growing.name}" has no memory limit while volume "${unbounded.name}" lives in memory without a size limit`
          : `container "${growing.name}" has no memory limit and writes volume "${writtenBy(growing)[0].name}", which lives in memory`,
        why: unbounded !== undefined ? 'so the volume may grow to the memory of the node' : 'so what it writes there counts against no limit',
        mend: 'give every container a memory limit',
      });
    }
    for (const view of pod.containers) {
      const limit = bytesOf(view.container.resources?.limits?.memory);
      const written = writtenBy(view);
      const total = heldBy(written);
      if (limit !== undefined && written.length > 0 && 2 * total > limit) {
        const names = written.map((volume) => `${volume.name} ${inWords(sizeLimit(volume))}`).join(', ');
        found.push({
          pointer: `${view.pointer}/resources/limits/memory`,
          container: view.name,
          severity: total >= limit ? Severity.ERROR : Severity.WARNING,
          so: `memory volumes of container "${view.name}" hold up to ${inWords(total)} (${names}) and its memory limit is ${inWords(limit)}`,
          why: total >= limit ? 'so the kernel kills it (exit 137) before a volume is full' : 'so less than half is left for the application itself',
          mend: 'raise the memory limit or shrink a volume',
        });
      }
    }
    const all = heldBy(volumes);
    const ofPod = podLimit(pod, 'memory');
    if (unlimited.length === 0 && ofPod !== undefined && all >= ofPod && !found.some(({ severity }) => severity === Severity.ERROR)) {
      found.push({
        pointer: `${pod.pointer}/volumes`,
        so: `all memory volumes together hold ${inWords(all)} and the pod has ${inWords(ofPod)} of memory`,
        why: 'so the kernel kills a process (exit 137) before they are full',
        mend: 'raise the memory limits or shrink a volume',
      });
    }
    return found;
  },
};
