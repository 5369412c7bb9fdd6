import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';

/*
 * Field: volumes[].hostPath
 * Allowed: absent
 */
export const noHostPath: Rule = {
  id: 'no-host-path',
  title: 'No directory of the node is mounted',
  severity: Severity.ERROR,
  rationale: 'A hostPath reaches into the node: other pods\' files, the kubelet\'s, the runtime\'s. The baseline Pod Security Standard refuses it, '
    + 'and nothing limits or cleans up what is written there.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.processIsolation, CONTROLS.cisHostPath, CONTROLS.podSecurityRestricted],
  sources: ['Pod Security Standards, baseline: hostPath volumes'],
  check: (pod) => pod.volumes
    .map((volume, index) => ({ volume, index }))
    .filter(({ volume }) => volume.hostPath != null)
    .map(({ volume, index }) => ({
      pointer: `${pod.pointer}/volumes/${index}/hostPath`,
      so: `volume "${volume.name}" is ${volume.hostPath.path} of the node`,
      why: 'which other pods and the node itself use and nobody limits or cleans up',
      mend: 'use an emptyDir for what may go with the pod, a claim for what must stay',
    })),
};
