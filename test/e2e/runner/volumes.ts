/** Volumes of one pod: where each lies on this machine, who owns it, and what the kubelet does to it before the pod starts. */
import * as fs from 'fs';
import * as path from 'path';
import { Claims } from './claims';
import { PodFacts } from './environment';
import { Failure } from './failure';
import { Json } from './manifest';
import { Objects } from './objects';
import { payloadOf, writeAtomically } from './payload';
import { quantity } from './quantity';
import { must, run } from './shell';

export interface Volume {
  name: string;
  dir: string;
  kind: 'disk' | 'memory' | 'claim' | 'content';
  /** Bytes after which the kubelet evicts; only for emptyDirs on disk. */
  sizeLimit?: number;
  /** As written in the manifest, for the eviction message. */
  sizeText?: string;
  /** ConfigMaps lie on the node's disk and count against ephemeral storage. */
  onDisk?: boolean;
  /** ConfigMap, Secret and projected volumes are read-only whatever the mount says. */
  readOnly: boolean;
}

export interface VolumeContext { podDir: string; facts: PodFacts; objects: Objects; claims: Claims }

export async function mountVolumes(spec: Json, context: VolumeContext): Promise<Volume[]> {
  const volumes: Volume[] = [];
  for (const definition of spec.volumes ?? []) {
    const volume = await mountVolume(definition, spec, context);
    const fsGroup = spec.securityContext?.fsGroup;
    if (fsGroup !== undefined) await giveToGroup(volume, fsGroup, spec.securityContext.fsGroupChangePolicy);
    volumes.push(volume);
  }
  return volumes;
}

async function mountVolume(definition: Json, spec: Json, context: VolumeContext): Promise<Volume> {
  const name: string = definition.name;
  const dir = path.join(context.podDir, 'volumes', name);
  fs.mkdirSync(dir, { recursive: true });
  if (definition.persistentVolumeClaim) {
    const readOnly = definition.persistentVolumeClaim.readOnly === true;
    return { name, dir: await context.claims.mount(definition.persistentVolumeClaim.claimName), kind: 'claim', readOnly };
  }
  if (definition.configMap || definition.secret || definition.projected || definition.downwardAPI) {
    const payload = payloadOf(definition, context.facts, context.objects);
    // The kubelet keeps ConfigMaps on its disk, and Secrets and projected volumes in memory.
    if (!definition.configMap) await must(['mount', '-t', 'tmpfs', '-o', 'mode=0777', 'tmpfs', dir]);
    fs.chmodSync(dir, 0o777);
    writeAtomically(dir, payload);
    return { name, dir, kind: 'content', onDisk: definition.configMap !== undefined, readOnly: true };
  }
  // A volume without a source is defaulted to an emptyDir by the API server.
  const emptyDir = definition.emptyDir ?? {};
  const limit = emptyDir.sizeLimit === undefined ? undefined : quantity(emptyDir.sizeLimit);
  if (emptyDir.medium === 'Memory') {
    const size = Math.min(limit || Infinity, memoryLimitOf(spec));
    const sized = Number.isFinite(size) ? [`size=${Math.ceil(size)}`] : [];
    await must(['mount', '-t', 'tmpfs', '-o', ['mode=0777', 'noswap', ...sized].join(','), 'tmpfs', dir]);
    return { name, dir, kind: 'memory', readOnly: false };
  }
  if (emptyDir.medium) throw new Failure('FailedMount', `MountVolume.SetUp failed for volume "${name}" : unknown storage medium "${emptyDir.medium}"`);
  fs.chmodSync(dir, 0o777);
  return { name, dir, kind: 'disk', sizeLimit: limit || undefined, sizeText: String(emptyDir.sizeLimit), readOnly: false };
}

/** The pod's memory limit: only there when every container has one. */
export function memoryLimitOf(spec: Json): number {
  const limits: (string | undefined)[] = spec.containers.map((container: Json) => container.resources?.limits?.memory);
  return limits.some(limit => limit === undefined) ? Infinity : limits.reduce((sum, limit) => sum + quantity(limit!), 0);
}

/** fsGroup: group, group permissions and set-group-id on everything in the volume, as the kubelet's ownership walk leaves it. */
async function giveToGroup(volume: Volume, gid: number, policy?: string): Promise<void> {
  if (policy === 'OnRootMismatch' && volume.kind === 'claim') {
    const root = fs.statSync(volume.dir);
    // eslint-disable-next-line no-bitwise
    if (root.gid === gid && (root.mode & 0o2070) === 0o2070) return;
  }
  const target = volume.dir;
  const file = volume.readOnly ? 'g+r' : 'g+rw';
  await must(['chgrp', '-Rh', String(gid), target]);
  // Something of a running pod may vanish under the walk.
  await run(['find', target, '-type', 'd', '-exec', 'chmod', volume.readOnly ? 'g+rxs' : 'g+rwxs', '{}', '+']);
  await run(['find', target, '-type', 'f', '-exec', 'chmod', file, '{}', '+']);
}

export async function unmountVolumes(podDir: string): Promise<void> {
  const mounted = fs.readFileSync('/proc/self/mounts', 'utf8').split('\n').map(line => line.split(' ')[1]).filter(at => at?.startsWith(podDir + '/'));
  for (const at of mounted.reverse()) await run(['umount', '-l', at]);
}
