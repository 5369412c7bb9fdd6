import type { Container, Manifest, Metadata, PodSpec, Volume, VolumeMount } from './model';

export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral';

/** One container of a pod, where it stands, and what part it plays. */
export interface ContainerView {
  readonly container: Container;
  readonly name: string;
  readonly role: ContainerRole;
  readonly pointer: string;
}

/** The pod inside any kind of object. */
export interface PodView {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** JSON pointer of the pod's spec. */
  readonly pointer: string;
  readonly spec: PodSpec;
  readonly podMetadata: Metadata;
  readonly containers: readonly ContainerView[];
  readonly volumes: readonly Volume[];
}

const TEMPLATE_POINTER: Record<string, string[]> = {
  Pod: [],
  PodTemplate: ['template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Reads the pod of a manifest; undefined when there is none. Never throws on a malformed object. */
export function readPod(manifest: unknown): PodView | undefined {
  if (!isObject(manifest)) {
    return undefined;
  }
  const kind = String(manifest.kind ?? '');
  const path = Object.hasOwn(TEMPLATE_POINTER, kind) ? TEMPLATE_POINTER[kind] : ['spec', 'template'];
  const template = path.reduce<any>((at, key) => (isObject(at) ? at[key] : undefined), manifest);
  if (!isObject(template) || !isObject(template.spec) || !Array.isArray(template.spec.containers)) {
    return undefined;
  }
  const spec = template.spec as PodSpec;
  const pointer = ['', ...path, 'spec'].join('/');
  return {
    manifest,
    kind,
    name: String(manifest.metadata?.name ?? ''),
    namespace: manifest.metadata?.namespace,
    pointer,
    spec,
    podMetadata: isObject(template.metadata) ? template.metadata : {},
    containers: readContainers(spec, pointer),
    volumes: objects(spec.volumes),
  };
}

function readContainers(spec: PodSpec, pointer: string): ContainerView[] {
  const view = (field: string, role: (container: Container) => ContainerRole) =>
    entries(spec[field]).map(([container, index]): ContainerView => ({
      container,
      name: String(container.name ?? `${field}[${index}]`),
      role: role(container),
      pointer: `${pointer}/${field}/${index}`,
    }));
  return [
    ...view('initContainers', (container) => (container.restartPolicy === 'Always' ? 'sidecar' : 'init')),
    ...view('containers', () => 'main'),
    ...view('ephemeralContainers', () => 'ephemeral'),
  ];
}

/** The mounts of a container with their pointers. */
export function readMounts(view: ContainerView): { mount: VolumeMount; pointer: string }[] {
  return entries<VolumeMount>(view.container.volumeMounts)
    .map(([mount, index]) => ({ mount, pointer: `${view.pointer}/volumeMounts/${index}` }));
}

/** The claim templates of a StatefulSet, which mounts may name like volumes. */
export function readClaimTemplates(pod: PodView): Manifest[] {
  return pod.kind === 'StatefulSet' ? objects(pod.manifest.spec?.volumeClaimTemplates) : [];
}

/** True for an emptyDir in memory. */
export function isMemoryVolume(volume: Volume): boolean {
  return isObject(volume.emptyDir) && volume.emptyDir.medium === 'Memory';
}

/** True for an emptyDir on the node's disk. A volume without any source is defaulted to one. */
export function isDiskVolume(volume: Volume): boolean {
  if (isObject(volume.emptyDir)) {
    return !volume.emptyDir.medium;
  }
  return Object.keys(volume).every((field) => field === 'name' || (field === 'emptyDir' && volume.emptyDir == null));
}

/** `/a//b/` -> `/a/b`: the API server compares letters, the kernel directories. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return `/${parts.join('/')}`;
}

export function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries<T extends object = Container>(list: unknown): [T, number][] {
  return Array.isArray(list)
    ? list.map((item, index): [T, number] => [item, index]).filter(([item]) => isObject(item))
    : [];
}

function objects<T extends object>(list: unknown): T[] {
  return entries<T>(list).map(([item]) => item);
}
