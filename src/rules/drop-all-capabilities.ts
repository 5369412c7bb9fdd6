import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';

/*
 * Fields: containers[].securityContext.capabilities
 * Allowed: drop contains ALL; add holds at most NET_BIND_SERVICE
 */
export const dropAllCapabilities: Rule = {
  id: 'drop-all-capabilities',
  title: 'Every container drops all capabilities',
  severity: Severity.ERROR,
  rationale: 'A runtime gives a container fourteen capabilities of root by default, CHOWN, DAC_OVERRIDE and NET_RAW among them.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.leastFunctionality, CONTROLS.cisCapabilities, CONTROLS.podSecurityRestricted],
  sources: ['Pod Security Standards, restricted: capabilities'],
  check: (pod) => pod.containers.flatMap(({ container, name, pointer }): Violation[] => {
    const capabilities = container.securityContext?.capabilities;
    const drop = Array.isArray(capabilities?.drop) ? capabilities.drop : [];
    const added = (Array.isArray(capabilities?.add) ? capabilities.add : []).filter((each) => each !== 'NET_BIND_SERVICE');
    const found: Violation[] = [];
    if (!drop.includes('ALL')) {
      found.push({
        pointer: `${pointer}/securityContext/capabilities/drop`,
        container: name,
        so: `container "${name}" keeps the runtime's default capabilities`,
        why: 'which include changing owners and raw network access',
        mend: 'set capabilities.drop: [ALL]',
      });
    }
    if (added.length > 0) {
      found.push({
        pointer: `${pointer}/securityContext/capabilities/add`,
        container: name,
        so: `container "${name}" adds ${added.join(', ')}`,
        why: 'which the restricted Pod Security Standard refuses',
        mend: 'leave out all but NET_BIND_SERVICE',
      });
    }
    return found;
  }),
  fixClass: 'KNOWN',
  fix: (pod) => pod.containers
    .filter(({ container }) => container.securityContext?.capabilities?.drop === undefined)
    .map(({ container, name }) => {
      const capabilities = { ...container.securityContext?.capabilities, drop: ['ALL'] };
      container.securityContext = { ...container.securityContext, capabilities };
      return `container "${name}": capabilities.drop: [ALL]`;
    }),
};
