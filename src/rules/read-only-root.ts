import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';

/*
 * Field: containers[], initContainers[], ephemeralContainers[] .securityContext.readOnlyRootFilesystem
 * Allowed: true
 */
export const readOnlyRoot: Rule = {
  id: 'read-only-root',
  title: 'Every container has a read-only root file system',
  severity: Severity.ERROR,
  rationale: 'A process that cannot write its image cannot replace programs or configuration in it, and no change outlives a restart unseen. '
    + 'The field exists on containers only and must be repeated on every one, init containers and sidecars included.',
  controls: [
    CONTROLS.changeRestriction, CONTROLS.integrity, CONTROLS.socMaliciousSoftware, CONTROLS.pciSecureConfiguration,
    CONTROLS.cisDockerReadOnlyRoot, CONTROLS.cisSecurityContext, CONTROLS.nsaImmutable, CONTROLS.nistContainer,
  ],
  sources: ['Kubernetes API, SecurityContext.readOnlyRootFilesystem'],
  check: (pod) => pod.containers
    .filter(({ container }) => container.securityContext?.readOnlyRootFilesystem !== true)
    .map(({ name, pointer, container }) => ({
      pointer: `${pointer}/securityContext/readOnlyRootFilesystem`,
      container: name,
      so: container.securityContext?.readOnlyRootFilesystem === undefined
        ? `container "${name}" says nothing of its root file system`
        : `container "${name}" sets readOnlyRootFilesystem: ${container.securityContext.readOnlyRootFilesystem}`,
      why: 'so it is writable and a break-in can change the programs in it',
      mend: 'set securityContext.readOnlyRootFilesystem: true on the container and mount what it writes',
    })),
  fixClass: 'KNOWN',
  fix: (pod) => pod.containers
    .filter(({ container }) => container.securityContext?.readOnlyRootFilesystem === undefined)
    .map(({ container, name }) => {
      container.securityContext = { ...container.securityContext, readOnlyRootFilesystem: true };
      return `container "${name}": readOnlyRootFilesystem: true`;
    }),
};
