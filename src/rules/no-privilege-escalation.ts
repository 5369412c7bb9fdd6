import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';

/*
 * Fields: containers[].securityContext.{allowPrivilegeEscalation, privileged}
 * Allowed: false; false or absent
 */
export const noPrivilegeEscalation: Rule = {
  id: 'no-privilege-escalation',
  title: 'No process gains more privileges than its parent',
  severity: Severity.ERROR,
  rationale: 'Without no_new_privs a setuid program in the image makes its caller root again.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.cisEscalation, CONTROLS.podSecurityRestricted],
  sources: ['Pod Security Standards, restricted: allowPrivilegeEscalation'],
  check: (pod) => pod.containers.flatMap(({ container, name, pointer }): Violation[] => {
    const context = container.securityContext;
    const found: Violation[] = [];
    if (context?.privileged === true) {
      found.push({
        pointer: `${pointer}/securityContext/privileged`,
        container: name,
        so: `container "${name}" is privileged`,
        why: 'which makes the node\'s devices and kernel its own',
        mend: 'leave privileged out',
      });
    }
    if (context?.allowPrivilegeEscalation !== false) {
      found.push({
        pointer: `${pointer}/securityContext/allowPrivilegeEscalation`,
        container: name,
        so: `container "${name}" may gain privileges (allowPrivilegeEscalation is ${context?.allowPrivilegeEscalation ?? 'absent'})`,
        why: 'so a setuid program makes its caller root',
        mend: 'set allowPrivilegeEscalation: false',
      });
    }
    return found;
  }),
  fixClass: 'SAFE',
  // The API server refuses the pair privileged + allowPrivilegeEscalation: false.
  fix: (pod) => pod.containers
    .filter(({ container: { securityContext } }) => securityContext?.allowPrivilegeEscalation === undefined && securityContext?.privileged !== true)
    .map(({ container, name }) => {
      container.securityContext = { ...container.securityContext, allowPrivilegeEscalation: false };
      return `container "${name}": allowPrivilegeEscalation: false`;
    }),
};
