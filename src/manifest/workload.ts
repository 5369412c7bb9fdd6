import type { Manifest } from './model';
import { workloadAnnotations } from './notes';
import { renderPod, selectorLabels } from './pod';
import { claimSpec } from './volume';
import type { JobPlan, VolumePlan, WorkloadPlan } from '../plan/plan';

const API_VERSION: Record<WorkloadPlan['kind'], string> = { Deployment: 'apps/v1', StatefulSet: 'apps/v1', Job: 'batch/v1', CronJob: 'batch/v1' };

/** The apiVersion of each kind that is emitted. */
export function apiVersionOf(kind: WorkloadPlan['kind']): string {
  return API_VERSION[kind];
}

/** The workload of a plan, bare: the rules harden it. */
export function renderWorkload(plan: WorkloadPlan, namespace?: string, configDigest?: string): Manifest {
  return {
    apiVersion: API_VERSION[plan.kind],
    kind: plan.kind,
    metadata: {
      name: plan.name,
      namespace,
      labels: selectorLabels(plan.name, plan.component),
      annotations: workloadAnnotations(plan),
    },
    spec: renderSpec(plan, configDigest),
  };
}

function renderSpec(plan: WorkloadPlan, configDigest?: string): object {
  const template = renderPod(plan, configDigest);
  if (plan.statefulSet !== undefined) {
    return {
      replicas: plan.replicas,
      serviceName: plan.statefulSet.serviceName,
      ...plan.statefulSet.parallel ? { podManagementPolicy: 'Parallel' } : {},
      selector: { matchLabels: selectorLabels(plan.name, plan.component) },
      // The data outlives the workload and its replicas.
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: plan.volumes.filter((volume) => volume.template !== undefined).map(renderClaimTemplate),
      template,
    };
  }
  if (plan.job === undefined) {
    return {
      ...plan.replicas === undefined ? {} : { replicas: plan.replicas },
      selector: { matchLabels: selectorLabels(plan.name, plan.component) },
      // Rolling by default; one that writes a single-writer claim must be gone before the next one starts.
      ...plan.recreate ? { strategy: { type: 'Recreate' } } : {},
      template,
    };
  }
  const job = renderJob(plan.job, template);
  return plan.job.schedule === undefined ? job : {
    schedule: plan.job.schedule,
    timeZone: plan.job.timeZone,
    concurrencyPolicy: 'Forbid',
    jobTemplate: { metadata: { labels: selectorLabels(plan.name, plan.component) }, spec: job },
  };
}

/** The API server refuses any change of it, so it holds name, access mode, class and size only, no label and no reason. */
function renderClaimTemplate({ name, amount, template, storageClassName }: VolumePlan): object {
  return { metadata: { name }, spec: claimSpec(amount!.bytes, template!.accessMode, storageClassName) };
}

function renderJob(job: JobPlan, template: object): object {
  return {
    backoffLimit: job.retries,
    ...job.deadline === undefined ? {} : { activeDeadlineSeconds: job.deadline },
    ttlSecondsAfterFinished: job.keepFinished,
    template,
  };
}
