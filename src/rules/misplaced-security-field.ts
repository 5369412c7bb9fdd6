import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { isObject } from '../manifest/read';

/*
 * Fields: pod-level securityContext.{readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities, privileged},
 *         any spelling of readOnlyRootFilesystem but the right one
 * Allowed: absent
 */
const CONTAINER_ONLY = ['readOnlyRootFilesystem', 'allowPrivilegeEscalation', 'capabilities', 'privileged', 'procMount'];
const RIGHT = 'readOnlyRootFilesystem';
const MISSPELT = /^read_?only_?root_?(fs|file_?system)$/i;

export const misplacedSecurityField: Rule = {
  id: 'misplaced-security-field',
  title: 'Security fields stand where Kubernetes reads them',
  severity: Severity.ERROR,
  rationale: 'The pod\'s securityContext has no readOnlyRootFilesystem, and readOnlyRootFs is no field at all. kubectl refuses such a manifest; '
    + 'clients without strict validation drop the field silently and the root stays writable.',
  controls: [CONTROLS.configurationSettings, CONTROLS.integrity, CONTROLS.cisDockerReadOnlyRoot],
  sources: ['Kubernetes API, PodSecurityContext', 'KEP-2885'],
  check: (pod) => {
    const found: Violation[] = [];
    const atPod = isObject(pod.spec.securityContext) ? pod.spec.securityContext : {};
    for (const field of Object.keys(atPod)) {
      if (CONTAINER_ONLY.includes(field) || MISSPELT.test(field)) {
        found.push({
          pointer: `${pod.pointer}/securityContext/${field}`,
          so: `${field} stands in the pod's securityContext`,
          why: 'which has no such field: kubectl refuses it, other clients drop it silently',
          mend: MISSPELT.test(field) ? `take it away and set ${RIGHT}: true in that of every container` : 'move it to that of every container',
        });
      }
    }
    for (const { container, name, pointer } of pod.containers) {
      for (const field of Object.keys(isObject(container.securityContext) ? container.securityContext : {})) {
        if (field !== RIGHT && MISSPELT.test(field)) {
          found.push({
            pointer: `${pointer}/securityContext/${field}`,
            container: name,
            so: `container "${name}" sets ${field}`,
            why: 'which is no field: kubectl refuses it, other clients drop it silently and the root stays writable',
            mend: `write ${RIGHT}: true`,
          });
        }
      }
    }
    return found;
  },
  fixClass: 'KNOWN',
  // Only what asks for the protection is taken away; the rule for the right field then gives it.
  fix: (pod) => {
    const asksForIt = (context: Record<string, any>, field: string) => MISSPELT.test(field) && context[field] === true;
    const changes: string[] = [];
    const atPod = pod.spec.securityContext ?? {};
    for (const field of Object.keys(atPod).filter((key) => asksForIt(atPod, key))) {
      delete atPod[field];
      changes.push(`pod: ${field}, which is no field there, taken away`);
    }
    for (const { container, name } of pod.containers) {
      const context = container.securityContext ?? {};
      for (const field of Object.keys(context).filter((key) => key !== RIGHT && asksForIt(context, key))) {
        delete context[field];
        changes.push(`container "${name}": ${field}, which is no field, taken away`);
      }
    }
    return changes;
  },
};
