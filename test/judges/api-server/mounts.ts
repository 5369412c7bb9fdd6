import { posix } from 'node:path';
import { containersOf, podTemplate } from '../pod-templates';
import { list, placed, repeated, Wire } from '../wire';
import { Rule } from './rule';

export const mounts: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  if (!template) {
    return;
  }
  const claims = placed(manifest.kind === 'StatefulSet' ? manifest.spec?.volumeClaimTemplates : [], '').map(([claim]) => claim.metadata?.name);
  const known = [...placed(template.spec?.volumes, '').map(([volume]) => volume.name), ...claims];
  const containers = containersOf(template);
  for (const { container, path } of containers) {
    for (const [mount, at] of placed(container.volumeMounts, `${path}/volumeMounts`)) {
      if (!known.includes(mount.name)) {
        yield `${at}/name: there is no volume ${JSON.stringify(mount.name)}`;
      }
      yield* mountFaults(mount, at, container);
    }
    // The server compares the texts, the container runtime the places.
    for (const place of repeated(list(container.volumeMounts).map((mount) => normal(mount?.mountPath)))) {
      yield `${path}/volumeMounts: the mountPath ${JSON.stringify(place)} is used twice`;
    }
  }
  const used = containers.flatMap(({ container }) => placed(container.volumeMounts, '').map(([mount]) => mount.name));
  for (const claim of claims.filter((name) => !used.includes(name))) {
    yield `/spec/volumeClaimTemplates: no container mounts ${JSON.stringify(claim)}`;
  }
};

function normal(path: Wire): string | undefined {
  return typeof path === 'string' ? posix.normalize(path).replace(/(.)\/$/, '$1') : undefined;
}

function* mountFaults(mount: Wire, path: string, container: Wire): Generator<string> {
  if (typeof mount.mountPath !== 'string' || !mount.mountPath.startsWith('/') || mount.mountPath.includes(':')) {
    yield `${path}/mountPath: ${JSON.stringify(mount.mountPath)} is not an absolute path without a colon`;
  }
  for (const field of ['subPath', 'subPathExpr']) {
    const part = mount[field];
    if (part !== undefined && (String(part).startsWith('/') || String(part).split('/').includes('..'))) {
      yield `${path}/${field}: ${JSON.stringify(part)} is not a relative path`;
    }
  }
  if (mount.subPath !== undefined && mount.subPathExpr !== undefined) {
    yield `${path}: subPath and subPathExpr exclude each other`;
  }
  if (mount.recursiveReadOnly !== undefined) {
    if (!['Disabled', 'IfPossible', 'Enabled'].includes(mount.recursiveReadOnly)) {
      yield `${path}/recursiveReadOnly: ${JSON.stringify(mount.recursiveReadOnly)} is not a mode`;
    } else if (mount.recursiveReadOnly !== 'Disabled' && (mount.readOnly !== true || (mount.mountPropagation ?? 'None') !== 'None')) {
      yield `${path}/recursiveReadOnly: it needs readOnly and no mountPropagation`;
    }
  }
  if (mount.mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    yield `${path}/mountPropagation: Bidirectional needs a privileged container`;
  }
}
