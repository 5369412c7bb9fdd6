import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { isObject } from '../manifest/read';
import { parseBytes } from '../sizing/quantity';

/*
 * Fields: volumes[].emptyDir.sizeLimit, volumes[].emptyDir.medium, volumes[] without a source
 * Allowed: a positive quantity; "", Memory, HugePages, HugePages-<size>; exactly one source
 */
const SOURCES = new Set([
  'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'fc', 'flexVolume',
  'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs', 'hostPath', 'image', 'iscsi', 'nfs', 'persistentVolumeClaim', 'photonPersistentDisk',
  'portworxVolume', 'projected', 'quobyte', 'rbd', 'scaleIO', 'secret', 'storageos', 'vsphereVolume',
]);
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
    const unknown = sources.find((field) => !SOURCES.has(field));
    if (unknown !== undefined) {
      return [{
        pointer: `${pointer}/${unknown}`,
        so: `volume "${volume.name}" has the source ${unknown}`,
        why: 'which Kubernetes does not have: kubectl refuses it, other clients drop it and leave an unlimited emptyDir on the node\'s disk',
        mend: unknown === 'tmpfs' ? 'write emptyDir: { medium: Memory, sizeLimit: ... }' : 'use a source of Kubernetes, e.g. emptyDir: { sizeLimit: 500Mi }',
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
    const problem = sizeProblem(emptyDir.sizeLimit, medium);
    if (problem !== undefined) {
      found.push({ pointer: `${pointer}/emptyDir/sizeLimit`, ...problem, so: `emptyDir "${volume.name}" ${problem.so}` });
    }
    return found;
  }),
};

const GROWS: Record<string, string> = {
  '': 'so it may fill the node\'s disk and evict its neighbours',
  'Memory': 'so it may take the whole memory limit of the pod',
};

function sizeProblem(limit: string | number | undefined, medium: string): Pick<Violation, 'so' | 'why' | 'mend'> | undefined {
  const mend = 'set sizeLimit to the most that it ever holds';
  const why = Object.hasOwn(GROWS, medium) ? GROWS[medium] : 'so nothing bounds what it takes';
  if (limit === undefined || limit === null) {
    return { so: 'has no size limit', why, mend };
  }
  try {
    const bytes = parseBytes(limit);
    if (bytes < 0) {
      return { so: `has the size limit ${limit}`, why: 'which the API server refuses', mend };
    }
    return bytes > 0 ? undefined : { so: `has the size limit ${limit}, which counts as none`, why, mend };
  } catch (error) {
    // "<given>" is no Kubernetes quantity, <why>; <mend>
    const [refusal, instead] = (error as Error).message.split('; ');
    const [, refused] = refusal.split(' is no Kubernetes quantity, ');
    return { so: `has the size limit "${limit}", which is no Kubernetes quantity`, why: refused, mend: instead };
  }
}
