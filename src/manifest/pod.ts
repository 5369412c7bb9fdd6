import { CONFIG_DIGEST, STORAGE } from './annotations';
import { filled, renderContainer } from './container';
import type { Metadata, PodSpec } from './model';
import { storageTable } from './notes';
import { renderVolume } from './volume';
import type { WorkloadPlan } from '../plan/plan';

/** The labels that select the pods. From the name only: immutable, and no refactoring may change them. */
export function selectorLabels(name: string, component: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component };
}

/** The pod template of a plan, bare. */
export function renderPod(plan: WorkloadPlan, configDigest?: string): { metadata: Metadata; spec: PodSpec } {
  const labels = selectorLabels(plan.name, plan.component);
  const rendered = plan.containers.map((container, index) => renderContainer(container, plan, index === 0));
  return {
    metadata: {
      labels: { ...plan.podLabels, ...labels },
      annotations: {
        ...plan.podAnnotations,
        [STORAGE]: storageTable(plan),
        ...configDigest === undefined ? {} : { [CONFIG_DIGEST]: configDigest },
      },
    },
    spec: {
      // In a Job a sidecar must end with the program: a native one does.
      ...plan.job === undefined ? {} : { initContainers: filled(rendered.slice(1).map((container) => ({ ...container, restartPolicy: 'Always' }))) },
      containers: plan.job === undefined ? rendered : rendered.slice(0, 1),
      volumes: filled(plan.volumes.filter(({ template }) => template === undefined).map(renderVolume)),
      ...plan.job === undefined ? {} : { restartPolicy: 'Never' },
      terminationGracePeriodSeconds: plan.terminationGrace,
      // Variables named after Services would be taken for settings: a Service called redis makes REDIS_PORT.
      enableServiceLinks: false,
      ...plan.serviceAccountName === undefined ? {} : { serviceAccountName: plan.serviceAccountName, automountServiceAccountToken: true },
      imagePullSecrets: filled(plan.imagePullSecrets.map((name) => ({ name }))),
      nodeSelector: plan.scheduling.nodeSelector && { ...plan.scheduling.nodeSelector },
      tolerations: plan.scheduling.tolerations?.map(renderToleration),
      priorityClassName: plan.scheduling.priorityClassName,
      topologySpreadConstraints: plan.scheduling.spread ? [spreadOverNodes(labels)] : undefined,
    },
  };
}

/** Soft: with fewer nodes than replicas the pods still start. */
function spreadOverNodes(labels: Record<string, string>): object {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  };
}

function renderToleration(toleration: { key?: string; value?: string; effect?: string }): object {
  return { ...toleration, operator: toleration.value === undefined ? 'Exists' : 'Equal' };
}
