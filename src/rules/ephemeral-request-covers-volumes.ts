import { bytesOf, diskVolumes, runningContainers, sizeLimit } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { ceilTo, MIB, sum } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: containers[].resources.requests.ephemeral-storage, volumes[].emptyDir.sizeLimit
 * Allowed: requests together >= 1.2 x the size limits of the disk volumes
 */
export const ephemeralRequestCoversVolumes: Rule = {
  id: 'ephemeral-request-covers-volumes',
  title: 'The pod asks the scheduler for what its volumes may hold',
  severity: Severity.WARNING,
  rationale: 'Under disk pressure the kubelet evicts first the pods that use more than they asked for. The guide asks for the size limits plus 20%.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['guide, part 4, ephemeral-storage'],
  check: (pod) => {
    const requests = runningContainers(pod).map(({ container }) => bytesOf(container.resources?.requests?.['ephemeral-storage']));
    const volumes = sum(diskVolumes(pod).map(sizeLimit));
    const asked = sum(requests.map((each) => each ?? 0));
    const wanted = ceilTo(1.2 * volumes, MIB);
    return volumes === 0 || requests.every((each) => each === undefined) || asked >= wanted ? [] : [{
      pointer: `${pod.pointer}/containers/0/resources/requests/ephemeral-storage`,
      so: `the pod asks for ${formatBytes(asked)} of ephemeral storage but its disk volumes may hold ${formatBytes(volumes)}`,
      why: 'so it is among the first to be evicted when the node\'s disk runs low',
      mend: `request ${formatBytes(wanted)}: the size limits plus 20%`,
    }];
  },
};
