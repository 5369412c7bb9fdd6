import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readMounts } from '../manifest/read';

/*
 * Fields: containers[].volumeMounts[].readOnly where the volume is a ConfigMap, Secret, projected or downwardAPI
 * Allowed: true
 */
const READ_ONLY_KINDS = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

export const configMountsReadOnly: Rule = {
  id: 'config-mounts-read-only',
  title: 'Configuration and secrets are mounted read-only',
  severity: Severity.WARNING,
  rationale: 'The kubelet mounts these read-only whatever is said. Saying it keeps a reader, and other runtimes, from believing otherwise.',
  controls: [CONTROLS.changeRestriction, CONTROLS.configurationSettings],
  sources: ['guide, part 5, filesystem permissions'],
  check: (pod) => mountsOfConfiguration(pod)
    .filter(({ mount }) => mount.readOnly !== true)
    .map(({ view, mount, pointer }) => ({
      pointer: `${pointer}/readOnly`,
      container: view.name,
      so: `container "${view.name}" mounts "${mount.name}" at ${mount.mountPath} without readOnly`,
      why: 'though nothing may write there',
      mend: 'set readOnly: true on the mount',
    })),
  fixClass: 'SAFE',
  fix: (pod) => mountsOfConfiguration(pod)
    .filter(({ mount }) => mount.readOnly === undefined)
    .map(({ view, mount }) => {
      mount.readOnly = true;
      return `container "${view.name}": ${mount.mountPath} readOnly: true`;
    }),
};

function mountsOfConfiguration(pod: Parameters<Rule['check']>[0]) {
  const names = new Set(pod.volumes.filter((volume) => READ_ONLY_KINDS.some((kind) => volume[kind] != null)).map(({ name }) => name));
  return pod.containers.flatMap((view) => readMounts(view).map(({ mount, pointer }) => ({ view, mount, pointer })))
    .filter(({ mount }) => names.has(mount.name));
}
