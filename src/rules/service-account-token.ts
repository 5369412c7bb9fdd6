import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';

/*
 * Fields: spec.automountServiceAccountToken, spec.serviceAccountName
 * Allowed: false, unless an account is named
 */
export const serviceAccountToken: Rule = {
  id: 'service-account-token',
  title: 'No token of the default service account is mounted',
  severity: Severity.WARNING,
  rationale: 'By default every pod carries a token for the Kubernetes API. Few use it, and whoever breaks in does.',
  controls: [CONTROLS.leastPrivilege, CONTROLS.cisServiceAccountToken],
  sources: ['Kubernetes API, PodSpec.automountServiceAccountToken'],
  check: (pod) => {
    const account = pod.spec.serviceAccountName ?? pod.spec.serviceAccount;
    const named = typeof account === 'string' && account !== '' && account !== 'default';
    return pod.spec.automountServiceAccountToken === false || named ? [] : [{
      pointer: `${pod.pointer}/automountServiceAccountToken`,
      so: 'the token of the default service account is mounted',
      why: 'and whoever breaks in can talk to the Kubernetes API with it',
      mend: 'set automountServiceAccountToken: false, or name the account that the pod really uses',
    }];
  },
  fixClass: 'KNOWN',
  fix: (pod) => {
    if (pod.spec.automountServiceAccountToken !== undefined) {
      return [];
    }
    pod.spec.automountServiceAccountToken = false;
    return ['pod: automountServiceAccountToken: false'];
  },
};
