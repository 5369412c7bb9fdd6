import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import type { Container } from '../manifest/model';

const SYS_ADMIN = 'CAP_SYS_ADMIN';

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
    if (context?.privileged === true) {
      return [{
        pointer: `${pointer}/securityContext/privileged`,
        container: name,
        so: `container "${name}" is privileged`,
        why: 'which makes the node\'s devices and kernel its own',
        mend: 'leave privileged out and set allowPrivilegeEscalation: false',
      }];
    }
    return context?.allowPrivilegeEscalation === false ? [] : [{
      pointer: `${pointer}/securityContext/allowPrivilegeEscalation`,
      container: name,
      so: `container "${name}" may gain privileges (allowPrivilegeEscalation is ${context?.allowPrivilegeEscalation ?? 'absent'})`,
      why: 'so a setuid program makes its caller root',
      mend: `${addsSysAdmin(container) ? `leave ${SYS_ADMIN} out and ` : ''}set allowPrivilegeEscalation: false`,
    }];
  }),
  fixClass: 'SAFE',
  fix: (pod) => pod.containers
    .filter(({ container }) => container.securityContext?.allowPrivilegeEscalation === undefined && !mustEscalate(container))
    .map(({ container, name }) => {
      container.securityContext = { ...container.securityContext, allowPrivilegeEscalation: false };
      return `container "${name}": allowPrivilegeEscalation: false`;
    }),
};

function addsSysAdmin(container: Container): boolean {
  const added = container.securityContext?.capabilities?.add;
  return Array.isArray(added) && added.includes(SYS_ADMIN);
}

/** Beside either of these the API server refuses allowPrivilegeEscalation: false. */
function mustEscalate(container: Container): boolean {
  return container.securityContext?.privileged === true || addsSysAdmin(container);
}
