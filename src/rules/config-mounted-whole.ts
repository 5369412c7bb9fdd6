import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readMounts } from '../manifest/read';

/*
 * Field: volumeMounts[].{subPath, subPathExpr} where the volume is a ConfigMap, Secret, projected or downwardAPI
 * Allowed: absent
 */
const UPDATED_KINDS = ['configMap', 'secret', 'projected', 'downwardAPI'];

export const configMountedWhole: Rule = {
  id: 'config-mounted-whole',
  title: 'Updates of configuration arrive',
  severity: Severity.WARNING,
  rationale: 'A file mounted by subPath is bound once: later edits of its ConfigMap or Secret never reach the container, not even a rotated password.',
  controls: [CONTROLS.configurationSettings],
  sources: ['Kubernetes documentation, volumes, subPath'],
  check: (pod) => {
    const kinds = new Map(pod.volumes.map((volume) => [volume.name, UPDATED_KINDS.find((kind) => volume[kind] != null)]));
    return pod.containers.flatMap((view) => readMounts(view)
      .filter(({ mount }) => (mount.subPath || mount.subPathExpr) && kinds.get(mount.name) !== undefined)
      .map(({ mount, pointer }) => ({
        pointer: `${pointer}/subPath`,
        container: view.name,
        so: `container "${view.name}" mounts ${kinds.get(mount.name)} "${mount.name}" at ${mount.mountPath} by subPath`,
        why: 'so later edits never reach it',
        mend: 'mount the directory, or roll the pods on change',
      })));
  },
};
