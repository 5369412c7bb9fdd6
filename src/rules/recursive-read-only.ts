import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { hasFeature } from '../kubernetes/features';
import { readMounts } from '../manifest/read';

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
    const propagates = mount.mountPropagation !== undefined && mount.mountPropagation !== 'None';
    if (asked === undefined) {
      const volume = pod.volumes.find(({ name }) => name === mount.name);
      const wanted = mount.readOnly === true && !propagates && hasFeature(context.minor, 'recursiveReadOnly')
        && MAY_HOLD_MOUNTS.some((kind) => volume?.[kind] != null);
      return wanted ? violation(`${place} is read-only but not recursively`, 'so a file system mounted below it stays writable',
        'set recursiveReadOnly: IfPossible', Severity.WARNING) : [];
    }
    if (!hasFeature(context.minor, 'recursiveReadOnly')) {
      return violation(`${place} sets recursiveReadOnly`, `which Kubernetes 1.${context.minor} does not know (on by default since 1.31)`,
        'leave it out, or state a newer kubernetesVersion');
    }
    if (asked !== 'Disabled' && mount.readOnly !== true) {
      return violation(`${place} sets recursiveReadOnly: ${asked} without readOnly: true`, 'which the API server refuses', 'set both');
    }
    return asked !== 'Disabled' && propagates
      ? violation(`${place} sets recursiveReadOnly: ${asked} with mountPropagation: ${mount.mountPropagation}`, 'which the API server refuses',
        'leave mountPropagation out')
      : [];
  })),
  fixClass: 'SAFE',
  fix: (pod, context) => pod.containers.flatMap((view) => readMounts(view).flatMap(({ mount }) => {
    const volume = pod.volumes.find(({ name }) => name === mount.name);
    const wanted = mount.recursiveReadOnly === undefined && mount.readOnly === true && mount.mountPropagation === undefined
      && hasFeature(context.minor, 'recursiveReadOnly') && MAY_HOLD_MOUNTS.some((kind) => volume?.[kind] != null);
    if (!wanted) {
      return [];
    }
    // Enabled would keep the pod from starting on a runtime that lacks it.
    mount.recursiveReadOnly = 'IfPossible';
    return [`container "${view.name}": ${mount.mountPath} recursiveReadOnly: IfPossible`];
  })),
};
