import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { NAME_LIMITS } from '../kubernetes/name-limits';

/*
 * Field: metadata.name of StatefulSet, CronJob, Job, Deployment
 * Allowed: at most 52, 52, 63, 63 characters (a Deployment's: where a label of its pods holds it)
 */
export const workloadNameLength: Rule = {
  id: 'workload-name-length',
  title: 'Names leave room for what Kubernetes adds',
  severity: Severity.ERROR,
  rationale: 'Kubernetes appends to a workload\'s name and writes the result into a label of at most 63 characters. A longer one is accepted and its pods never start.',
  controls: [CONTROLS.configurationSettings],
  sources: ['Kubernetes, label values', 'kubernetes/kubernetes#64023'],
  check: (pod) => {
    const limit = Object.hasOwn(NAME_LIMITS, pod.kind) ? NAME_LIMITS[pod.kind] : undefined;
    // A Deployment's name goes into no label by itself, only where its author puts it into one.
    const counts = pod.kind !== 'Deployment' || Object.values(pod.podMetadata.labels ?? {}).includes(pod.name);
    return limit === undefined || !counts || pod.name.length <= limit.most ? [] : [{
      pointer: '/metadata/name',
      so: `name "${pod.name}" has ${pod.name.length} characters, a ${pod.kind} may have ${limit.most}`,
      why: limit.why,
      mend: 'shorten metadata.name',
    }];
  },
};
