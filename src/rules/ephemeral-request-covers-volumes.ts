import { diskVolumes, heldBy, inWords, requestOf, runningContainers } from './budget';
import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { ceilTo, MIB, sum } from '../sizing/amount';

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
    const requests = runningContainers(pod).map((view) => requestOf(view, 'ephemeral-storage'));
    const volumes = heldBy(diskVolumes(pod));
    const asked = sum(requests.map((each) => each ?? 0));
    const wanted = ceilTo(1.2 * volumes, MIB);
    return volumes === 0 || requests.every((each) => each === undefined) || asked >= wanted ? [] : [{
      pointer: `${pod.pointer}/containers/0/resources/requests/ephemeral-storage`,
      so: `the pod asks for ${inWords(asked)} of ephemeral storage but its disk volumes alone may hold ${inWords(volumes)}`,
      why: 'so it is among the first to be evicted when the node\'s disk runs low',
      mend: `request ${inWords(wanted)}: the size limits plus 20%`,
    }];
  },
};
