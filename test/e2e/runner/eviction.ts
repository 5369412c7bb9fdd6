/** The kubelet's local storage eviction: volume limits first, then the pod's, then each container's. It looks far more often than the kubelet. */
import * as fs from 'fs';
import * as path from 'path';
import { Container } from './container';
import { Json } from './manifest';
import { quantity } from './quantity';
import { Volume } from './volumes';

/** Why the pod must go, in the words of the kubelet's event; undefined while it may stay. */
export function reasonToEvict(spec: Json, volumes: Volume[], containers: Container[]): string | undefined {
  const disks = volumes.filter(volume => volume.kind === 'disk');
  const usage = new Map(disks.map(volume => [volume, diskUsage(volume.dir)]));
  for (const volume of disks) {
    if (volume.sizeLimit && usage.get(volume)! > volume.sizeLimit) {
      return `Usage of EmptyDir volume "${volume.name}" exceeds the limit "${volume.sizeText}". `;
    }
  }
  const limits: (string | undefined)[] = spec.containers.map((one: Json) => one.resources?.limits?.['ephemeral-storage']);
  const own = containers.map(container => (container.writableLayer ? diskUsage(container.writableLayer) : 0) + diskUsage(container.logFile));
  const podLimit = sum([...limits, ...sidecarLimits(spec)].map(limit => limit === undefined ? 0 : quantity(limit)));
  const configMaps = volumes.filter(volume => volume.kind === 'content' && volume.onDisk).map(volume => diskUsage(volume.dir));
  const total = sum([...usage.values(), ...own, ...configMaps]);
  if (podLimit > 0 && total > podLimit) {
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${format(limits, podLimit)}. `;
  }
  for (const container of containers) {
    const limit = spec.containers.find((one: Json) => one.name === container.name)?.resources?.limits?.['ephemeral-storage'];
    if (limit !== undefined && own[containers.indexOf(container)] > quantity(limit)) {
      return `Container ${container.name} exceeded its local ephemeral storage limit "${limit}". `;
    }
  }
  return undefined;
}

/** One limit is printed as written; a sum in bytes, where the kubelet would pick a fitting unit. */
function format(limits: (string | undefined)[], podLimit: number): string {
  const given = limits.filter(limit => limit !== undefined);
  return given.length === 1 ? given[0]! : String(podLimit);
}

function sidecarLimits(spec: Json): (string | undefined)[] {
  return (spec.initContainers ?? []).filter((one: Json) => one.restartPolicy === 'Always').map((one: Json) => one.resources?.limits?.['ephemeral-storage']);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Blocks in use, as du counts them: a sparse file is what it holds, an unlinked open file is nothing. */
function diskUsage(at: string): number {
  let bytes = 0;
  const pending = [at];
  for (let next = pending.pop(); next; next = pending.pop()) {
    try {
      const stat = fs.lstatSync(next);
      bytes += stat.blocks * 512;
      if (stat.isDirectory()) pending.push(...fs.readdirSync(next).map(name => path.join(next!, name)));
    } catch { /* removed meanwhile */ }
  }
  return bytes;
}
