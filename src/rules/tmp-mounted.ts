import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { normalPath, readMounts } from '../manifest/read';
import { MIB } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: containers[].volumeMounts[].mountPath
 * Allowed: a writable mount at /tmp, or above it, where the root is read-only
 */
const TMP_SIZE = 100 * MIB;

export const tmpMounted: Rule = {
  id: 'tmp-mounted',
  title: '/tmp is writable under a read-only root',
  severity: Severity.WARNING,
  rationale: 'Most runtimes and many libraries expect /tmp. Without it Python starts with "No usable temporary directory", '
    + 'Java with "Unable to create tempDir", shells fail at here-documents.',
  controls: [CONTROLS.configurationSettings],
  sources: ['guide, part 3, custom applications'],
  check: (pod) => pod.containers
    .filter(({ container, role }) => role !== 'ephemeral' && container.securityContext?.readOnlyRootFilesystem === true)
    .filter((view) => !readMounts(view).some(({ mount }) =>
      mount.readOnly !== true && ['/tmp', '/'].includes(normalPath(String(mount.mountPath ?? '')))))
    .map(({ name, pointer }) => ({
      pointer: `${pointer}/volumeMounts`,
      container: name,
      so: `container "${name}" has a read-only root and nothing writable at /tmp`,
      why: 'and most runtimes create files there',
      mend: `mount an emptyDir of ${formatBytes(TMP_SIZE)} at /tmp, or waive the rule for a program that writes nothing`,
    })),
  fixClass: 'KNOWN',
  // A volume at /tmp hides what the image keeps there, hence KNOWN; one per container, so that none reads another's files.
  fix: (pod) => {
    const changes: string[] = [];
    for (const view of pod.containers) {
      const missing = view.role !== 'ephemeral' && view.container.securityContext?.readOnlyRootFilesystem === true
        && !readMounts(view).some(({ mount }) => ['/tmp', '/'].includes(normalPath(String(mount.mountPath ?? ''))));
      if (missing) {
        const volumes = pod.spec.volumes ??= [];
        const name = freeName(view.role === 'main' && pod.containers.filter(({ role }) => role === 'main').length === 1
          ? 'tmp' : `${view.name.slice(0, 55)}-tmp`, volumes.map((volume) => volume.name));
        volumes.push({ name, emptyDir: { sizeLimit: formatBytes(TMP_SIZE) } });
        view.container.volumeMounts = [...(view.container.volumeMounts ?? []), { name, mountPath: '/tmp' }];
        changes.push(`container "${view.name}": emptyDir "${name}" of ${formatBytes(TMP_SIZE)} at /tmp`);
      }
    }
    return changes;
  },
};

function freeName(wanted: string, taken: (string | undefined)[]): string {
  let name = wanted;
  for (let count = 2; taken.includes(name); count += 1) {
    name = `${wanted}-${count}`;
  }
  return name;
}
