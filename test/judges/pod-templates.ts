import { placed, Wire } from './wire';

export interface PodTemplate {
  readonly path: string;
  readonly metadata: Wire;
  readonly spec: Wire;
}

export interface PlacedContainer {
  readonly path: string;
  readonly container: Wire;
  readonly field: string;
}

/** The pod template inside a manifest of any kind that has one. */
export function podTemplate(manifest: Wire): PodTemplate | undefined {
  switch (manifest.kind) {
    case 'Pod':
      return { path: '', metadata: manifest.metadata, spec: manifest.spec };
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return { path: '/spec/template', metadata: manifest.spec?.template?.metadata, spec: manifest.spec?.template?.spec };
    case 'CronJob': {
      const template = manifest.spec?.jobTemplate?.spec?.template;
      return { path: '/spec/jobTemplate/spec/template', metadata: template?.metadata, spec: template?.spec };
    }
    default:
      return undefined;
  }
}

/** Every container of a pod, whatever its list, because most rules hold for all three. */
export function containersOf(template: PodTemplate): PlacedContainer[] {
  return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((field) =>
    placed(template.spec?.[field], `${template.path}/spec/${field}`).map(([container, path]) => ({ container, path, field })));
}
