import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readClaimTemplates, readMounts } from '../manifest/read';

/*
 * Fields: containers[].volumeMounts[].name, volumes[].name, volumeClaimTemplates[].metadata.name
 * Allowed: every mount names a volume or a claim template
 */
export const mountsHaveVolumes: Rule = {
  id: 'mounts-have-volumes',
  title: 'Every mount has its volume',
  severity: Severity.ERROR,
  rationale: 'The API server refuses a Pod whose mount names no volume, but takes a StatefulSet: its pods then fail one by one, in events that few read.',
  controls: [CONTROLS.configurationSettings],
  sources: ['Kubernetes API server, validation of volume mounts'],
  check: (pod) => {
    const names = new Set([...pod.volumes.map(({ name }) => name), ...readClaimTemplates(pod).map((claim) => claim.metadata?.name)]);
    return pod.containers.flatMap((view) => readMounts(view)
      .filter(({ mount }) => !names.has(mount.name))
      .map(({ mount, pointer }) => ({
        pointer: `${pointer}/name`,
        container: view.name,
        so: `container "${view.name}" mounts "${mount.name}" at ${mount.mountPath}, but the pod has no such volume`,
        why: 'so no pod is created',
        mend: `add the volume "${mount.name}" or remove the mount`,
      })));
  },
};
