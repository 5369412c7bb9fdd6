import type { RuleContext } from './rule';
import type { Volume } from '../manifest/model';
import { ContainerView, isDiskVolume, isMemoryVolume, PodView } from '../manifest/read';
import { GIB, MIB, sum } from '../sizing/amount';
import { CONFIG_MAP_VOLUME, ephemeralBudget, EphemeralBudget } from '../sizing/ephemeral-budget';
import { formatBytes, parseBytes } from '../sizing/quantity';

/** The two budgets of a pod as its manifest states them. */

/** Bytes of a quantity in a manifest; undefined where there is none, or none that can be read. */
export function bytesOf(quantity: string | number | undefined | null): number | undefined {
  if (quantity === undefined || quantity === null) {
    return undefined;
  }
  try {
    return parseBytes(quantity);
  } catch {
    return undefined;
  }
}

/** No node has more; beyond it sums would lose bytes. */
const MOST = 1024 * 1024 * GIB;

export function sizeLimit(volume: Volume): number {
  return Math.min(Math.max(bytesOf(volume.emptyDir?.sizeLimit) ?? 0, 0), MOST);
}

/** What these volumes may hold together. */
export function heldBy(volumes: readonly Volume[]): number {
  return Math.min(sum(volumes.map(sizeLimit)), MOST);
}

/** Bytes for a sentence: 2647483648, which no unit holds exactly, is about 2525Mi. */
export function inWords(bytes: number): string {
  if (bytes >= MOST) {
    return 'over 1Pi';
  }
  const exact = formatBytes(bytes);
  return bytes < MIB || /[a-z]$/i.test(exact) ? exact : `about ${Math.round(bytes / MIB)}Mi`;
}

/** What a container asks the scheduler for. The API server takes the limit where no request is stated. */
export function requestOf({ container: { resources } }: ContainerView, resource: string): number | undefined {
  return bytesOf(resources?.requests?.[resource] ?? resources?.limits?.[resource]);
}

export function diskVolumes(pod: PodView): Volume[] {
  return pod.volumes.filter(isDiskVolume);
}

export function memoryVolumes(pod: PodView): Volume[] {
  return pod.volumes.filter(isMemoryVolume);
}

/** What a container may use; undefined where it says nothing, or nothing that the API server takes. */
export function limitOf({ container }: ContainerView, resource: string): number | undefined {
  const stated = bytesOf(container.resources?.limits?.[resource]);
  return stated !== undefined && stated >= 0 ? stated : undefined;
}

/**
 * What one resource of the pod may reach, by the kubelet's rule: containers and sidecars together,
 * or the largest init container with the sidecars before it. Undefined when no container states it, or one cannot be read.
 */
export function podLimit(pod: PodView, resource: string): number | undefined {
  const limit = (container: ContainerView) => limitOf(container, resource);
  const stated = pod.containers.filter(({ container }) => container.resources?.limits?.[resource] !== undefined);
  if (stated.length === 0 || stated.some((view) => limit(view) === undefined)) {
    return undefined;
  }
  const running = pod.containers.filter(({ role }) => role === 'main' || role === 'sidecar');
  let sidecars = 0;
  let largestInit = 0;
  for (const view of pod.containers) {
    if (view.role === 'sidecar') {
      sidecars += limit(view) ?? 0;
    } else if (view.role === 'init') {
      largestInit = Math.max(largestInit, (limit(view) ?? 0) + sidecars);
    }
  }
  return Math.max(sum(running.map((view) => limit(view) ?? 0)), largestInit);
}

/** The containers that run side by side: each keeps its own logs. */
export function runningContainers(pod: PodView): PodView['containers'] {
  return pod.containers.filter(({ role }) => role === 'main' || role === 'sidecar');
}

/** The budget that the guide's rule gives to the pod's volumes, and to so many bytes more. */
export function budgetOf(pod: PodView, context: RuleContext, more = 0): EphemeralBudget {
  return ephemeralBudget({
    diskVolumes: [heldBy(diskVolumes(pod)) + more],
    containers: Math.max(runningContainers(pod).length, 1),
    logsPerContainer: context.logsPerContainer,
    configMaps: pod.volumes.filter((volume) => volume.configMap != null).length * CONFIG_MAP_VOLUME,
  });
}
