/**
 * What the controllers make of an object, for there are none here: ReplicaSets, Jobs, claims and pods with the names,
 * labels, owners and volumes that the real ones add. A template that nobody validated shows its faults in these.
 */
import type { KubeObject } from './client';

type Make = (owner: KubeObject) => KubeObject[];

/** As long as the real one at its longest, because it counts against the length of names. */
const TEMPLATE_HASH = '7c9f8d6b54';

const MAKERS: Record<string, Make> = {
  Deployment: (owner) => [replicaSet(owner)],
  ReplicaSet: (owner) => [podFrom(owner, owner.spec.template, { generateName: `${owner.metadata.name}-` })],
  DaemonSet: (owner) => [podFrom(owner, owner.spec.template, {
    generateName: `${owner.metadata.name}-`,
    labels: { 'controller-revision-hash': TEMPLATE_HASH, 'pod-template-generation': '1' },
  })],
  StatefulSet: (owner) => ordinals(owner).flatMap((ordinal) => [...claimsAt(owner, ordinal), podAt(owner, ordinal)]),
  CronJob: (owner) => [job(owner)],
  Job: (owner) => [jobPod(owner)],
  Pod: (owner) => ephemeralClaims(owner),
};

/** The objects that the controllers make first; each may have children of its own. `owner` is as the server stored it. */
export function childrenOf(owner: KubeObject): KubeObject[] {
  const make = MAKERS[owner.kind];
  if (make === undefined && owner.spec?.template?.spec?.containers) throw new Error(`who makes the pods of a ${owner.kind}?`);
  return make?.(owner) ?? [];
}

function replicaSet(owner: KubeObject): KubeObject {
  const { replicas, selector, template, minReadySeconds } = owner.spec;
  const hash = { 'pod-template-hash': TEMPLATE_HASH };
  const labels = { ...template.metadata?.labels, ...hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: `${owner.metadata.name}-${TEMPLATE_HASH}`, labels, ownerReferences: [ownedBy(owner)] },
    spec: {
      replicas,
      minReadySeconds,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

interface PodIdentity { name?: string; generateName?: string; labels?: object; annotations?: object; finalizers?: string[] }

function podFrom(owner: KubeObject, template: any, identity: PodIdentity, spec: object = {}): KubeObject {
  const { labels, annotations, ...names } = identity;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...names,
      labels: { ...template.metadata?.labels, ...labels },
      annotations: { ...template.metadata?.annotations, ...annotations },
      ownerReferences: [ownedBy(owner)],
    },
    spec: { ...template.spec, ...spec },
  };
}

function ordinals(owner: KubeObject): number[] {
  const start = owner.spec.ordinals?.start ?? 0;
  return Array.from({ length: Math.max(1, owner.spec.replicas ?? 1) }, (_, index) => start + index);
}

function claimsAt(owner: KubeObject, ordinal: number): KubeObject[] {
  return (owner.spec.volumeClaimTemplates ?? []).map(({ metadata, spec }: KubeObject) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(owner, metadata.name, ordinal),
      labels: { ...metadata.labels, ...owner.spec.selector?.matchLabels },
      annotations: metadata.annotations,
    },
    spec,
  }));
}

function claimName(owner: KubeObject, template: string | undefined, ordinal: number): string {
  return `${template}-${owner.metadata.name}-${ordinal}`;
}

function podAt(owner: KubeObject, ordinal: number): KubeObject {
  const { template, volumeClaimTemplates = [], serviceName } = owner.spec;
  const name = `${owner.metadata.name}-${ordinal}`;
  const claims = volumeClaimTemplates.map((claim: KubeObject) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(owner, claim.metadata.name, ordinal) },
  }));
  // A claim takes the place of a volume of the same name.
  const others = (template.spec.volumes ?? []).filter((volume: any) => claims.every((claim: any) => claim.name !== volume.name));
  return podFrom(owner, template, {
    name,
    labels: {
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
      'controller-revision-hash': `${owner.metadata.name}-${TEMPLATE_HASH}`,
    },
  }, { hostname: name, subdomain: serviceName, volumes: [...claims, ...others] });
}

function job(owner: KubeObject): KubeObject {
  const { metadata, spec } = owner.spec.jobTemplate;
  const scheduled = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${owner.metadata.name}-${scheduled.getTime() / 60_000}`,
      labels: metadata?.labels,
      annotations: { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': scheduled.toISOString() },
      ownerReferences: [ownedBy(owner)],
    },
    spec,
  };
}

function jobPod(owner: KubeObject): KubeObject {
  const indexed = owner.spec.completionMode === 'Indexed';
  const index = indexed ? { 'batch.kubernetes.io/job-completion-index': '0' } : {};
  const name = `${owner.metadata.name}${indexed ? '-0' : ''}`;
  return podFrom(owner, owner.spec.template, {
    generateName: `${name}-`, labels: index, annotations: index, finalizers: ['batch.kubernetes.io/job-tracking'],
  }, indexed ? { hostname: name } : {});
}

function ephemeralClaims(pod: KubeObject): KubeObject[] {
  return (pod.spec.volumes ?? []).filter((volume: any) => volume.ephemeral).map((volume: any) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...volume.ephemeral.volumeClaimTemplate?.metadata, name: `${pod.metadata.name}-${volume.name}`, ownerReferences: [ownedBy(pod)] },
    spec: volume.ephemeral.volumeClaimTemplate?.spec,
  }));
}

function ownedBy({ apiVersion, kind, metadata }: KubeObject): object {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}
