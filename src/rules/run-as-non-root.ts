import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import type { PodSecurityContext } from '../manifest/model';

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
      const at = { pointer: `${pointer}/securityContext`, container: name };
      const numbered = typeof user === 'number' && user > 0;
      if (nonRoot !== true && numbered) {
        return [{
          ...at,
          so: `container "${name}" runs as user ${user} but runAsNonRoot is ${nonRoot ?? 'absent'}`,
          why: 'so the restricted Pod Security Standard refuses it',
          mend: 'set runAsNonRoot: true',
        }];
      }
      return [{
        ...at,
        so: user === 0 ? `container "${name}" runs as user 0`
          : nonRoot === true ? `container "${name}" states no numeric runAsUser` : `container "${name}" may run as root (runAsNonRoot is ${nonRoot ?? 'absent'})`,
        why: nonRoot === true && user !== 0
          ? 'and the kubelet creates no container whose image names its user instead of numbering it'
          : 'and root can use whatever else is misconfigured',
        mend: 'set runAsNonRoot: true and runAsUser to the image\'s numeric user, e.g. 65532',
      }];
    });
  },
  fixClass: 'KNOWN',
  fix: (pod, _context, knowledge) => {
    if (saysRoot(pod.spec.securityContext)) {
      return [];
    }
    if (!pod.containers.some(({ container }) => saysRoot(container.securityContext))) {
      const { context, changes } = filled(pod.spec.securityContext, 'pod', knowledge.user);
      pod.spec.securityContext = context;
      return changes;
    }
    // Said for the pod, it would hold for the container that is meant to be root as well, which then would not start.
    return pod.containers.filter(({ container }) => !saysRoot(container.securityContext)).flatMap(({ container, name }) => {
      const { context, changes } = filled({ ...container.securityContext }, `container "${name}"`, pod.spec.securityContext?.runAsUser ?? knowledge.user);
      container.securityContext = context;
      return changes;
    });
  },
};

function saysRoot(context: PodSecurityContext | undefined): boolean {
  return context?.runAsNonRoot === false || context?.runAsUser === 0;
}

function filled(given: PodSecurityContext | undefined, where: string, user: number | undefined): { context: PodSecurityContext; changes: string[] } {
  const context = { ...given };
  const changes: string[] = [];
  if (context.runAsNonRoot === undefined) {
    context.runAsNonRoot = true;
    changes.push(`${where}: runAsNonRoot: true`);
  }
  if (context.runAsUser === undefined && user !== undefined) {
    context.runAsUser = user;
    context.runAsGroup ??= user;
    changes.push(`${where}: runAsUser: ${user}`);
  }
  return { context, changes };
}
