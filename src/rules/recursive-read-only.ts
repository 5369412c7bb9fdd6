import { CONTROLS } from './controls';
import { Rule, RuleContext, Severity, Violation } from './rule';
import { hasFeature } from '../kubernetes/features';
import type { VolumeMount } from '../manifest/model';
import { PodView, readMounts } from '../manifest/read';

/*
 * Fields: volumeMounts[].{readOnly, recursiveReadOnly, mountPropagation}
 * Allowed: recursiveReadOnly only with readOnly: true, propagation None or absent, and a cluster of 1.31 or newer
 */
const MAY_HOLD_MOUNTS = ['persistentVolumeClaim', 'csi', 'ephemeral', 'nfs', 'hostPath'];

export const recursiveReadOnly: Rule = {
  id: 'recursive-read-only',
  title: 'A read-only mount is read-only all the way down',
  severity: Severity.ERROR,
  rationale: 'readOnly does not reach file systems mounted below the volume. recursiveReadOnly does, where the cluster knows it; '
    + 'an older one refuses or drops the field, and without readOnly: true the API server refuses it.',
  controls: [CONTROLS.changeRestriction, CONTROLS.integrity],
  sources: ['KEP-3857'],
  check: (pod, context) => pod.containers.flatMap((view) => readMounts(view).flatMap(({ mount, pointer }): Violation[] => {
    const asked = mount.recursiveReadOnly;
    const violation = (so: string, why: string, mend: string, severity?: Severity): Violation[] =>
      [{ pointer: `${pointer}/recursiveReadOnly`, container: view.name, so, why, mend, severity }];
    const place = `mount ${mount.mountPath} of container "${view.name}"`;
    if (asked === undefined) {
      return isWanted(mount, pod, context) ? violation(`${place} is read-only but not recursively`, 'so a file system mounted below it stays writable',
        'set recursiveReadOnly: IfPossible', Severity.WARNING) : [];
    }
    if (!hasFeature(context.minor, 'recursiveReadOnly')) {
      return violation(`${place} sets recursiveReadOnly`, `which Kubernetes 1.${context.minor} does not know (on by default since 1.31)`,
        'leave it out, or state a newer kubernetesVersion');
    }
    if (asked !== 'Disabled' && mount.readOnly !== true) {
      return violation(`${place} sets recursiveReadOnly: ${asked} without readOnly: true`, 'which the API server refuses',
        'set readOnly: true as well, or leave it out');
    }
    return asked !== 'Disabled' && propagates(mount)
      ? violation(`${place} sets recursiveReadOnly: ${asked} with mountPropagation: ${mount.mountPropagation}`, 'which the API server refuses',
        'leave mountPropagation out')
      : [];
  })),
  fixClass: 'SAFE',
  fix: (pod, context) => pod.containers.flatMap((view) => readMounts(view)
    .filter(({ mount }) => mount.recursiveReadOnly === undefined && isWanted(mount, pod, context))
    .map(({ mount }) => {
      // Enabled would keep the pod from starting on a runtime that lacks it.
      mount.recursiveReadOnly = 'IfPossible';
      return `container "${view.name}": ${mount.mountPath} recursiveReadOnly: IfPossible`;
    })),
};

function propagates({ mountPropagation }: VolumeMount): boolean {
  return mountPropagation !== undefined && mountPropagation !== 'None';
}

function isWanted(mount: VolumeMount, pod: PodView, context: RuleContext): boolean {
  const volume = pod.volumes.find(({ name }) => name === mount.name);
  return mount.readOnly === true && !propagates(mount) && hasFeature(context.minor, 'recursiveReadOnly')
    && MAY_HOLD_MOUNTS.some((kind) => volume?.[kind] != null);
}
