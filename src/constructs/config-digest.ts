import { createHash } from 'crypto';
import { ApiObject } from 'cdk8s';
import type { IConfigMap } from 'cdk8s-plus-28';

/**
 * A digest of the ConfigMaps whose data is known here: it stands in the pod template, so a change rolls the pods.
 * Secrets are never digested: the digest of a short secret can be guessed.
 */
export function configDigest(configMaps: readonly IConfigMap[], own?: Readonly<Record<string, string>>): string | undefined {
  const known = [...new Set(configMaps)].map(dataOf).concat(own === undefined ? [] : { own: sorted(own) }).filter((data) => data !== undefined);
  return known.length === 0 ? undefined : createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 16);
}

/** True for a ConfigMap that stands outside this app: its changes cannot be seen at synthesis. */
export function isExternal(configMap: IConfigMap): boolean {
  return objectOf(configMap) === undefined;
}

/** The files of a ConfigMap of this app; undefined for one that stands outside. */
export function filesOf(configMap: IConfigMap): Readonly<Record<string, string>> | undefined {
  const object = objectOf(configMap);
  return object && (object.toJson().data ?? {});
}

function dataOf(configMap: IConfigMap): object | undefined {
  const manifest = objectOf(configMap)?.toJson();
  return manifest && { name: manifest.metadata?.name, data: sorted(manifest.data), binaryData: sorted(manifest.binaryData) };
}

function sorted(data: Readonly<Record<string, string>> | undefined): [string, string][] {
  return Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

function objectOf(configMap: IConfigMap): ApiObject | undefined {
  const own: unknown = configMap;
  if (ApiObject.isApiObject(own)) {
    return own;
  }
  return configMap.node.children.find((child): child is ApiObject => ApiObject.isApiObject(child));
}
