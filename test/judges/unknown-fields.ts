// What kubectl's strict field validation refuses: a field that the type does not have. Anything younger than the
// target, misplaced or misspelt would otherwise be dropped without a word by servers and clients that do not validate.
import { Judge, KubernetesVersion } from './judge';
import { FieldType, KubernetesTypes, kubernetesTypes } from './kubernetes-types';
import { entries, isObject, list, step, Wire } from './wire';

export function unknownFields(version: KubernetesVersion): Judge {
  return (manifest: Wire) => {
    const types = kubernetesTypes(version);
    const definition = types.objects.get(`${groupVersion(manifest.apiVersion)} ${manifest.kind}`);
    return definition
      ? [...walk(manifest, { fields: definition }, '', types)]
      : [`${manifest.apiVersion} ${manifest.kind} is unknown in ${types.release}`];
  };
}

/** `networking.k8s.io/v1` is `networking/v1` in the names of definitions, and plain `v1` is `core/v1`. */
function groupVersion(apiVersion: Wire): string {
  const [version, group] = String(apiVersion).split('/').reverse();
  return `${(group ?? 'core').split('.')[0]}/${version}`;
}

function* walk(value: Wire, type: FieldType, path: string, types: KubernetesTypes): Generator<string> {
  if (type === undefined) {
    return;
  }
  if ('items' in type) {
    for (const [index, item] of list(value).entries()) {
      yield* walk(item, type.items, `${path}/${index}`, types);
    }
  } else if ('values' in type) {
    for (const [key, item] of entries(value)) {
      yield* walk(item, type.values, path + step(key), types);
    }
  } else if (isObject(value)) {
    const fields = types.definitions.get(type.fields);
    for (const [key, item] of entries(value)) {
      if (fields?.has(key)) {
        yield* walk(item, fields.get(key), path + step(key), types);
      } else {
        yield `${path + step(key)} is unknown in ${types.release}`;
      }
    }
  }
}
