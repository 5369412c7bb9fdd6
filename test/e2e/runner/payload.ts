/** ConfigMap, Secret, downward API and projected volumes: their files, laid out as the kubelet's atomic writer does. */
import * as fs from 'fs';
import * as path from 'path';
import { field, PodFacts, resource } from './environment';
import { Failure } from './failure';
import { Json } from './manifest';
import { Objects } from './objects';

type Payload = Map<string, { content: Buffer; mode: number }>;

export function payloadOf(definition: Json, facts: PodFacts, objects: Objects): Payload {
  const payload: Payload = new Map();
  const source = definition.projected ?? definition.configMap ?? definition.secret ?? definition.downwardAPI;
  const defaultMode: number = source.defaultMode ?? 0o644;
  const sources: Json[] = definition.projected ? definition.projected.sources : [definition];
  for (const part of sources) {
    if (part.configMap) addKeys('ConfigMap', part.configMap.name, part.configMap);
    if (part.secret) addKeys('Secret', part.secret.secretName ?? part.secret.name, part.secret);
    if (part.serviceAccountToken) put(part.serviceAccountToken.path, Buffer.from('not a real token'));
    for (const item of part.downwardAPI?.items ?? []) {
      const container = item.resourceFieldRef && facts.spec.containers.find((one: Json) => one.name === item.resourceFieldRef.containerName);
      put(item.path, Buffer.from(item.fieldRef ? field(item.fieldRef.fieldPath, facts) : resource(item.resourceFieldRef, container, facts)), item.mode);
    }
  }
  return payload;

  function put(file: string, content: Buffer, mode?: number): void {
    payload.set(file, { content, mode: mode ?? defaultMode });
  }

  function addKeys(kind: 'ConfigMap' | 'Secret', name: string, part: Json): void {
    const failure = (text: string) => new Failure('FailedMount', `MountVolume.SetUp failed for volume "${definition.name}" : ${text}`);
    const data = objects.data(kind, name, part.optional === true, failure) ?? {};
    const items: Json[] = part.items ?? Object.keys(data).map(key => ({ key, path: key }));
    for (const item of items) {
      if (item.key in data) put(item.path, data[item.key], item.mode);
      else if (part.optional !== true) throw failure(`references non-existent ${kind === 'Secret' ? 'secret' : 'config'} key: ${item.key}`);
    }
  }
}

/** `..data` is a link to a time-stamped directory, each name a link through it: applications that watch files see exactly this. */
export function writeAtomically(dir: string, payload: Payload): void {
  const stamped = `..${new Date().toISOString().replace(/[-:T]/g, '_').replace(/Z$/, '')}`;
  fs.mkdirSync(path.join(dir, stamped), { mode: 0o755 });
  for (const [file, { content, mode }] of payload) {
    const at = path.join(dir, stamped, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, content);
    fs.chmodSync(at, mode);
  }
  fs.symlinkSync(stamped, path.join(dir, '..data'));
  for (const first of new Set([...payload.keys()].map(file => file.split('/')[0]))) {
    fs.symlinkSync(path.join('..data', first), path.join(dir, first));
  }
}
