import { podTemplate } from '../pod-templates';
import { isObject, Wire } from '../wire';
import { isCronSchedule, isTimeZone } from './cron';
import { Rule } from './rule';
import { isCount, isPercent, isServiceName } from './syntax';

/** Counters of each kind, which the schema lets be negative. */
const COUNTS: Record<string, string[]> = {
  Deployment: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  StatefulSet: ['replicas', 'minReadySeconds', 'revisionHistoryLimit'],
  Job: ['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'],
  CronJob: ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
};

export const workloads: Rule = function* (manifest) {
  const { kind, spec } = manifest;
  yield* counts(spec, '/spec', kind);
  const template = podTemplate(manifest);
  const policy = template?.spec?.restartPolicy;
  if ((kind === 'Deployment' || kind === 'StatefulSet') && (policy ?? 'Always') !== 'Always') {
    yield `${template?.path}/spec/restartPolicy: it must be Always`;
  }
  if ((kind === 'Job' || kind === 'CronJob') && policy !== 'OnFailure' && policy !== 'Never') {
    yield `${template?.path}/spec/restartPolicy: it must be OnFailure or Never`;
  }
  switch (kind) {
    case 'Deployment': return yield* deployment(spec);
    case 'StatefulSet': return yield* statefulSet(spec);
    case 'Job': return yield* job(spec, '/spec');
    case 'CronJob': return yield* cronJob(spec);
  }
};

function* counts(spec: Wire, path: string, kind: string): Generator<string> {
  for (const field of Object.hasOwn(COUNTS, kind) ? COUNTS[kind] : []) {
    if (spec?.[field] !== undefined && !isCount(spec[field])) {
      yield `${path}/${field}: ${spec[field]} is not a number from 0`;
    }
  }
}

function* deployment(spec: Wire): Generator<string> {
  const rolling = spec?.strategy?.rollingUpdate;
  if (spec?.strategy?.type === 'Recreate' && rolling !== undefined) {
    yield '/spec/strategy/rollingUpdate: it may not stand beside Recreate';
  }
  for (const field of ['maxSurge', 'maxUnavailable']) {
    if (rolling?.[field] !== undefined && !isCount(rolling[field]) && !isPercent(rolling[field])) {
      yield `/spec/strategy/rollingUpdate/${field}: ${JSON.stringify(rolling[field])} is not a number or a percentage up to 100%`;
    }
  }
  if ([rolling?.maxSurge, rolling?.maxUnavailable].every((value) => value === 0 || value === '0%')) {
    yield '/spec/strategy/rollingUpdate: maxSurge and maxUnavailable may not both be 0';
  }
  if ((spec?.progressDeadlineSeconds ?? 600) <= (spec?.minReadySeconds ?? 0)) {
    yield '/spec/progressDeadlineSeconds: it must be more than minReadySeconds';
  }
}

function* statefulSet(spec: Wire): Generator<string> {
  if (spec?.serviceName !== undefined && !isServiceName(spec.serviceName)) {
    yield `/spec/serviceName: ${JSON.stringify(spec.serviceName)} is not the name of a Service`;
  }
  if (spec?.updateStrategy?.type === 'OnDelete' && isObject(spec.updateStrategy.rollingUpdate)) {
    yield '/spec/updateStrategy/rollingUpdate: it may not stand beside OnDelete';
  }
  const retention = spec?.persistentVolumeClaimRetentionPolicy;
  if ([retention?.whenDeleted, retention?.whenScaled].some((value) => ![undefined, 'Retain', 'Delete'].includes(value))) {
    yield '/spec/persistentVolumeClaimRetentionPolicy: it must be Retain or Delete';
  }
}

function* job(spec: Wire, path: string): Generator<string> {
  if (spec?.completionMode === 'Indexed' && spec.completions === undefined) {
    yield `${path}/completions: an Indexed job needs them`;
  }
}

function* cronJob(spec: Wire): Generator<string> {
  yield* counts(spec?.jobTemplate?.spec, '/spec/jobTemplate/spec', 'Job');
  yield* job(spec?.jobTemplate?.spec, '/spec/jobTemplate/spec');
  if (!isCronSchedule(spec?.schedule)) {
    yield `/spec/schedule: ${JSON.stringify(spec?.schedule)} is not a schedule`;
  }
  if (spec?.timeZone !== undefined && !isTimeZone(spec.timeZone)) {
    yield `/spec/timeZone: ${JSON.stringify(spec.timeZone)} is not a time zone`;
  }
}
