/** The everyday changes of a user: a new image, one replica more, twice the room. */
import type { KubeObject } from './client';

const TEMPLATE: Record<string, string[]> = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] };

/** The object as its user would write it next; undefined where there is nothing of the kind to change. */
export function changedByUser(object: KubeObject): KubeObject | undefined {
  const next = structuredClone(object);
  if (next.kind === 'PersistentVolumeClaim') {
    next.spec.resources.requests.storage = doubled(next.spec.resources.requests.storage);
    return next;
  }
  const template = (TEMPLATE[next.kind] ?? ['spec', 'template']).reduce<any>((at, key) => at?.[key], next);
  if (!template?.spec?.containers) return undefined;
  for (const container of [...template.spec.containers, ...template.spec.initContainers ?? []]) {
    container.image = nextImage(container.image);
  }
  for (const volume of template.spec.volumes ?? []) {
    if (volume.emptyDir?.sizeLimit) volume.emptyDir.sizeLimit = doubled(volume.emptyDir.sizeLimit);
    const requests = volume.ephemeral?.volumeClaimTemplate?.spec?.resources?.requests;
    if (requests?.storage) requests.storage = doubled(requests.storage);
  }
  if (['Deployment', 'StatefulSet', 'ReplicaSet'].includes(next.kind)) next.spec.replicas = (next.spec.replicas ?? 1) + 1;
  return next;
}

function nextImage(image: string): string {
  return image.includes('@sha256:') ? image.replace(/@sha256:.*/, `@sha256:${'f'.repeat(64)}`) : `${image}-next`;
}

function doubled(quantity: string | number): string {
  const [, amount, suffix] = /^([\d.]+)(.*)$/.exec(String(quantity)) ?? [];
  if (amount === undefined) throw new Error(`no quantity: ${quantity}`);
  return `${2 * Number(amount)}${suffix}`;
}
