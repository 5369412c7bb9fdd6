/** Kubernetes objects as read from YAML, and what of them the runner does not play. */
import * as fs from 'fs';
import * as yaml from 'js-yaml';

// Manifests are foreign data: every reader below looks at what it needs and no more.
export type Json = any;

export interface Manifest { apiVersion: string; kind: string; metadata: { name: string; [key: string]: Json }; [key: string]: Json }

export function parseYaml(text: string): Manifest[] {
  return (yaml.loadAll(text) as Manifest[]).filter(Boolean);
}

export function readYaml(file: string): Manifest[] {
  return parseYaml(fs.readFileSync(file, 'utf8'));
}

/** Known to Kubernetes, absent here: said aloud instead of being passed over. Unknown fields are dropped, as the API server drops them. */
const NOT_PLAYED: Record<string, string[]> = {
  pod: ['shareProcessNamespace', 'hostNetwork', 'hostPID', 'hostIPC', 'ephemeralContainers', 'hostAliases'],
  container: ['volumeDevices', 'lifecycle.postStart', 'securityContext.privileged', 'livenessProbe.grpc', 'readinessProbe.grpc', 'startupProbe.grpc'],
  volume: ['hostPath', 'csi', 'ephemeral', 'nfs', 'image', 'iscsi', 'gitRepo'],
};

function lookup(object: Json, path: string): Json {
  return path.split('.').reduce((value, key) => value?.[key], object);
}

export function refuseWhatIsNotPlayed(spec: Json): void {
  const complain = (what: string, object: Json) => {
    for (const field of NOT_PLAYED[what]) {
      if (lookup(object, field)) throw new Error(`the pod runner does not play ${what} field "${field}" (${object.name ?? 'pod'})`);
    }
  };
  complain('pod', spec);
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) complain('container', container);
  for (const volume of spec.volumes ?? []) complain('volume', volume);
}
