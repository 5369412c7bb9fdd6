import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';

/*
 * Fields: seccompProfile.type of the pod, or of every container
 * Allowed: RuntimeDefault, Localhost
 */
const ALLOWED = ['RuntimeDefault', 'Localhost'];

export const seccompRuntimeDefault: Rule = {
  id: 'seccomp-runtime-default',
  title: 'System calls are filtered',
  severity: Severity.ERROR,
  rationale: 'Unless the kubelet is configured otherwise, a pod that says nothing runs unconfined: every system call of the kernel is open to it.',
  controls: [CONTROLS.leastFunctionality, CONTROLS.processIsolation, CONTROLS.cisSeccomp, CONTROLS.podSecurityRestricted],
  sources: ['Pod Security Standards, restricted: seccomp', 'KEP-2413'],
  check: (pod) => {
    const atPod = pod.spec.securityContext?.seccompProfile?.type;
    return pod.containers.flatMap(({ container, name, pointer }): Violation[] => {
      const type = container.securityContext?.seccompProfile?.type ?? atPod;
      return type !== undefined && ALLOWED.includes(type) ? [] : [{
        pointer: `${pointer}/securityContext/seccompProfile`,
        container: name,
        so: `container "${name}" has ${type === undefined ? 'no seccomp profile' : `the seccomp profile ${type}`}`,
        why: 'so every system call is open to it',
        mend: 'set seccompProfile.type: RuntimeDefault in the pod\'s securityContext',
      }];
    });
  },
  fixClass: 'SAFE',
  fix: (pod) => {
    if (pod.spec.securityContext?.seccompProfile !== undefined) {
      return [];
    }
    pod.spec.securityContext = { ...pod.spec.securityContext, seccompProfile: { type: 'RuntimeDefault' } };
    return ['pod: seccompProfile: RuntimeDefault'];
  },
};
