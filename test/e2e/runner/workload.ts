/** What the controllers would make of a workload: the pods' names, identity and claims. */
import { createHash } from 'crypto';
import { Json, Manifest } from './manifest';

export interface PodPlan { name: string; hostname: string; labels: Record<string, string>; annotations: Record<string, string>; spec: Json; owner: Manifest }

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Readable in a failure and the same from run to run: the controllers use random letters. */
function suffix(text: string, length: number): string {
  return [...createHash('sha256').update(text).digest()].slice(0, length).map(byte => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]).join('');
}

export function isWorkload(object: Manifest): boolean {
  return ['Deployment', 'StatefulSet', 'Job', 'CronJob', 'Pod'].includes(object.kind);
}

/** Claims of a StatefulSet's templates, one per template and pod. */
export function claimsOf(object: Manifest): Manifest[] {
  if (object.kind !== 'StatefulSet') return [];
  const templates: Json[] = object.spec.volumeClaimTemplates ?? [];
  return indices(object).flatMap(index => templates.map(template => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `${template.metadata.name}-${object.metadata.name}-${index}` }, spec: template.spec,
  })));
}

/** The pods of a workload; `generation` grows when a pod is replaced, so that only a StatefulSet keeps its names. */
export function planPods(object: Manifest): PodPlan[] {
  return indices(object).map(index => planPod(object, index, 0));
}

export function planPod(object: Manifest, index: number, generation: number): PodPlan {
  const name = object.metadata.name;
  if (object.kind === 'Pod') return plan(object, object, name);
  if (object.kind === 'CronJob') return plan(object, object.spec.jobTemplate.spec.template, `${name}-1-${suffix(`${name}${generation}`, 5)}`);
  const template = object.spec.template;
  if (object.kind === 'Job') return plan(object, template, `${name}-${suffix(`${name}${generation}`, 5)}`);
  if (object.kind === 'Deployment') {
    return plan(object, template, `${name}-${suffix(JSON.stringify(template), 10)}-${suffix(`${name}${index}/${generation}`, 5)}`);
  }
  const made = plan(object, template, `${name}-${index}`);
  made.labels['apps.kubernetes.io/pod-index'] = String(index);
  made.labels['statefulset.kubernetes.io/pod-name'] = made.name;
  const claims: Json[] = (object.spec.volumeClaimTemplates ?? []).map((claim: Json) => ({
    name: claim.metadata.name, persistentVolumeClaim: { claimName: `${claim.metadata.name}-${made.name}` },
  }));
  const own = (made.spec.volumes ?? []).filter((volume: Json) => !claims.some(claim => claim.name === volume.name));
  made.spec = { ...made.spec, volumes: [...own, ...claims], subdomain: object.spec.serviceName };
  return made;
}

function indices(object: Manifest): number[] {
  const count = object.kind === 'Deployment' || object.kind === 'StatefulSet' ? object.spec.replicas ?? 1
    : object.kind === 'Job' ? object.spec.parallelism ?? 1 : 1;
  return Array.from({ length: count }, (_, index) => index);
}

function plan(owner: Manifest, template: Json, name: string): PodPlan {
  return {
    name,
    owner,
    hostname: (template.spec.hostname ?? name).slice(0, 63),
    labels: { ...template.metadata?.labels },
    annotations: { ...template.metadata?.annotations },
    spec: admit(template.spec),
  };
}

/** The ServiceAccount admission plugin mounts a token unless told not to. */
function admit(spec: Json): Json {
  if (spec.automountServiceAccountToken === false) return spec;
  const at = '/var/run/secrets/kubernetes.io/serviceaccount';
  const volume = {
    name: 'kube-api-access',
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token' } },
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ],
    },
  };
  const mounting = (container: Json) => container.volumeMounts?.some((mount: Json) => mount.mountPath === at) ? container
    : { ...container, volumeMounts: [...container.volumeMounts ?? [], { name: volume.name, mountPath: at, readOnly: true }] };
  return {
    ...spec,
    volumes: [...spec.volumes ?? [], volume],
    containers: spec.containers.map(mounting),
    initContainers: spec.initContainers?.map(mounting),
  };
}
