import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { PodView, readClaimTemplates, readMounts } from '../manifest/read';

/*
 * Fields: pod securityContext.fsGroup, fsGroupChangePolicy
 * Allowed: a number, OnRootMismatch, where a claim is mounted writable; a number where an emptyDir is
 */
export const fsGroup: Rule = {
  id: 'fs-group',
  title: 'Writable volumes belong to a group of the process',
  severity: Severity.ERROR,
  rationale: 'A fresh claim belongs to root: without fsGroup a process that is not root cannot write it. With the default policy the kubelet walks '
    + 'the whole volume at every start and widens its modes, which PostgreSQL refuses to start on; OnRootMismatch does it once.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.configurationSettings],
  sources: ['Kubernetes API, PodSecurityContext.fsGroup', 'KEP-695'],
  check: (pod) => {
    const { claims, emptyDirs } = writableVolumes(pod);
    const context = pod.spec.securityContext;
    const found: Violation[] = [];
    if (typeof context?.fsGroup !== 'number' && claims.length + emptyDirs.length > 0) {
      const onClaim = claims.length > 0;
      found.push({
        pointer: `${pod.pointer}/securityContext/fsGroup`,
        severity: onClaim ? Severity.ERROR : Severity.WARNING,
        so: `${onClaim ? 'claim' : 'volume'} "${(onClaim ? claims : emptyDirs)[0]}" is written but the pod has no fsGroup`,
        why: onClaim ? 'and a fresh claim belongs to root, so nobody else can write it' : 'so what one container writes may be closed to another',
        mend: 'set fsGroup to the group that the process runs as',
      });
    }
    // Without a group nothing is walked.
    if (claims.length > 0 && context?.fsGroup !== undefined && context.fsGroupChangePolicy !== 'OnRootMismatch') {
      found.push({
        pointer: `${pod.pointer}/securityContext/fsGroupChangePolicy`,
        severity: Severity.WARNING,
        so: `claim "${claims[0]}" is written and fsGroupChangePolicy is ${context.fsGroupChangePolicy ?? 'absent'}`,
        why: 'so every start walks the whole claim and widens its modes: slow, and PostgreSQL refuses such a directory',
        mend: 'set fsGroupChangePolicy: OnRootMismatch',
      });
    }
    return found;
  },
  fixClass: 'KNOWN',
  fix: (pod, _context, knowledge) => {
    const changes: string[] = [];
    const atPod = { ...pod.spec.securityContext };
    const group = atPod.runAsGroup ?? atPod.runAsUser ?? knowledge.user;
    if (atPod.fsGroup === undefined && group !== undefined) {
      atPod.fsGroup = group;
      changes.push(`pod: fsGroup: ${group}`);
    }
    if (atPod.fsGroupChangePolicy === undefined && atPod.fsGroup !== undefined) {
      atPod.fsGroupChangePolicy = 'OnRootMismatch';
      changes.push('pod: fsGroupChangePolicy: OnRootMismatch');
    }
    pod.spec.securityContext = atPod;
    return changes;
  },
};

function writableVolumes(pod: PodView): { claims: string[]; emptyDirs: string[] } {
  const written = new Set(pod.containers.flatMap(readMounts).filter(({ mount }) => mount.readOnly !== true).map(({ mount }) => mount.name));
  const ofKind = (fields: string[]) => pod.volumes
    .filter((volume) => written.has(volume.name) && volume.persistentVolumeClaim?.readOnly !== true && fields.some((field) => volume[field] != null))
    .map((volume) => String(volume.name));
  const templates = readClaimTemplates(pod).map((claim) => String(claim.metadata?.name)).filter((name) => written.has(name));
  return { claims: [...ofKind(['persistentVolumeClaim', 'ephemeral']), ...templates], emptyDirs: ofKind(['emptyDir']) };
}
