import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { isObject } from '../manifest/read';
import { parseBytes } from '../sizing/quantity';

/*
 * Fields: volumes[].emptyDir.sizeLimit, volumes[].emptyDir.medium, volumes[] without a source
 * Allowed: a positive quantity; "", Memory, HugePages, HugePages-<size>; exactly one source
 */
const MEDIUM = /^(|Memory|HugePages(-\d+[KMG]i)?)$/;

export const emptyDirSizeLimit: Rule = {
  id: 'empty-dir-size-limit',
  title: 'Every emptyDir has a size limit',
  severity: Severity.ERROR,
  rationale: 'An emptyDir without a limit fills the node\'s disk, or its memory, and the kubelet evicts whoever stands nearest. '
    + 'A limit of 0 counts as none, and a volume without any source becomes an unlimited emptyDir on disk.',
  controls: [CONTROLS.denialOfService, CONTROLS.socCapacity],
  sources: ['Kubernetes API, EmptyDirVolumeSource.sizeLimit', 'kubelet, eviction of pods over their emptyDir limit'],
  check: (pod) => pod.volumes.flatMap((volume, index): Violation[] => {
    const pointer = `${pod.pointer}/volumes/${index}`;
    const sources = Object.keys(volume).filter((field) => field !== 'name' && volume[field] != null);
    if (sources.length === 0) {
      return [{
        pointer,
        so: `volume "${volume.name}" has no source`,
        why: 'so it becomes an unlimited emptyDir on the node\'s disk',
        mend: 'state what backs it, e.g. emptyDir: { sizeLimit: 500Mi }',
      }];
    }
    const emptyDir = volume.emptyDir;
    if (!isObject(emptyDir)) {
      return [];
    }
    const found: Violation[] = [];
    const medium = String(emptyDir.medium ?? '');
    if (!MEDIUM.test(medium)) {
      found.push({
        pointer: `${pointer}/emptyDir/medium`,
        so: `emptyDir "${volume.name}" has the medium "${medium}"`,
        why: 'which the API server takes and the kubelet does not know, so the pod never starts',
        mend: 'write Memory, or leave it out for disk',
      });
    }
    const problem = sizeProblem(emptyDir.sizeLimit);
    if (problem !== undefined) {
      found.push({
        pointer: `${pointer}/emptyDir/sizeLimit`,
        so: `emptyDir "${volume.name}" ${problem}`,
        why: medium === 'Memory' ? 'so it may take the whole memory limit of the pod' : 'so it may fill the node\'s disk and evict its neighbours',
        mend: 'set sizeLimit to the most that it ever holds',
      });
    }
    return found;
  }),
};

function sizeProblem(limit: string | number | undefined): string | undefined {
  if (limit === undefined || limit === null) {
    return 'has no size limit';
  }
  try {
    return parseBytes(limit) > 0 ? undefined : `has the size limit ${limit}, which counts as none`;
  } catch (error) {
    return `has the size limit "${limit}", ${(error as Error).message}`;
  }
}
