import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';

/*
 * Fields: runAsNonRoot, runAsUser of the pod, or of every container
 * Allowed: true; a number other than 0
 */
export const runAsNonRoot: Rule = {
  id: 'run-as-non-root',
  title: 'Every container runs as a numeric user other than root',
  severity: Severity.ERROR,
  rationale: 'Root in a container is root of every file it can reach. The kubelet can only verify a number: with runAsNonRoot and an image '
    + 'whose USER is a name, or is root, the container is not created at all.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.cisRoot, CONTROLS.podSecurityRestricted],
  sources: ['Kubernetes API, SecurityContext.runAsNonRoot and runAsUser', 'Pod Security Standards'],
  check: (pod) => {
    const atPod = pod.spec.securityContext;
    return pod.containers.flatMap(({ container, name, pointer }): Violation[] => {
      const own = container.securityContext;
      const nonRoot = own?.runAsNonRoot ?? atPod?.runAsNonRoot;
      const user = own?.runAsUser ?? atPod?.runAsUser;
      if (nonRoot === true && typeof user === 'number' && user > 0) {
        return [];
      }
      const so = user === 0 ? `container "${name}" runs as user 0`
        : nonRoot !== true ? `container "${name}" may run as root (runAsNonRoot is ${nonRoot ?? 'absent'})`
          : `container "${name}" states no numeric runAsUser`;
      return [{
        pointer: `${pointer}/securityContext`,
        container: name,
        so,
        why: nonRoot === true && user === undefined
          ? 'and the kubelet creates no container whose image names its user instead of numbering it'
          : 'and root can use whatever else is misconfigured',
        mend: 'set runAsNonRoot: true and runAsUser to the image\'s numeric user, e.g. 65532',
      }];
    });
  },
  fixClass: 'KNOWN',
  fix: (pod, _context, knowledge) => {
    const changes: string[] = [];
    const atPod = { ...pod.spec.securityContext };
    if (atPod.runAsNonRoot === undefined) {
      atPod.runAsNonRoot = true;
      changes.push('pod: runAsNonRoot: true');
    }
    if (atPod.runAsUser === undefined && knowledge.user !== undefined) {
      atPod.runAsUser = knowledge.user;
      atPod.runAsGroup ??= knowledge.user;
      changes.push(`pod: runAsUser: ${knowledge.user}`);
    }
    pod.spec.securityContext = atPod;
    return changes;
  },
};
