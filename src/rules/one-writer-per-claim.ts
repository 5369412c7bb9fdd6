import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { readMounts } from '../manifest/read';

/*
 * Fields: volumes[].persistentVolumeClaim, spec.replicas, spec.strategy, accessModes of the claim
 * Allowed: a ReadWriteOnce claim has one pod at a time: replicas 1 and strategy Recreate, or a StatefulSet with claim templates
 */
const SHARED_MODES = ['ReadWriteMany', 'ReadOnlyMany'];

export const oneWriterPerClaim: Rule = {
  id: 'one-writer-per-claim',
  title: 'A single-writer claim never gets two writers',
  severity: Severity.ERROR,
  rationale: 'ReadWriteOnce admits one node, not one pod. With a second replica, or the surge of a rolling update, the new pod hangs on another node '
    + 'or writes beside the old one on the same node: two servers on one data directory destroy it.',
  controls: [CONTROLS.integrity, CONTROLS.backup],
  sources: ['Kubernetes API, PersistentVolumeAccessMode', 'Deployment, rolling update surge'],
  check: (pod, context) => pod.volumes.flatMap((volume, index): Violation[] => {
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim === undefined || volume.persistentVolumeClaim?.readOnly === true) {
      return [];
    }
    const modes = context.claims.get(`${pod.namespace ?? ''}/${claim}`);
    const written = pod.containers.some((view) => readMounts(view).some(({ mount }) => mount.name === volume.name && mount.readOnly !== true));
    if (modes === undefined || !written || modes.some((mode) => SHARED_MODES.includes(mode))) {
      return [];
    }
    const replicas = pod.manifest.spec?.replicas ?? 1;
    const pointer = `${pod.pointer}/volumes/${index}/persistentVolumeClaim`;
    // ReadWriteOncePod keeps the second pod out on the same node as well.
    const onSameNode = modes.includes('ReadWriteOncePod') ? undefined : 'on the same node both write';
    const many = pod.kind === 'DaemonSet' ? 'one pod per node mounts'
      : ['Deployment', 'ReplicaSet', 'StatefulSet'].includes(pod.kind) && replicas > 1 ? `${replicas} replicas mount` : undefined;
    if (many !== undefined) {
      return [{
        pointer,
        so: `${many} the single-writer claim "${claim}"`,
        why: onSameNode === undefined ? 'so the second pod never starts' : `so on another node the second pod never starts and ${onSameNode}`,
        mend: 'run one replica, use claim templates of a StatefulSet, or a ReadWriteMany class',
      }];
    }
    return pod.kind === 'Deployment' && pod.manifest.spec?.strategy?.type !== 'Recreate' ? [{
      pointer: '/spec/strategy',
      so: `a rolling update starts the new pod while the old one still has the single-writer claim "${claim}"`,
      why: onSameNode === undefined ? 'so the update hangs' : `so on another node the update hangs and ${onSameNode}`,
      mend: 'set strategy.type: Recreate, or use a StatefulSet',
    }] : [];
  }),
};
