// What the API server validates beyond types, enums and required fields, and what the kubelet or a controller refuses
// later for the same manifest. A few rules are stricter than the server, where it accepts what nobody can mean.
import { disruptionBudgets, autoscalers } from './api-server/availability';
import { claims } from './api-server/claims';
import { containers } from './api-server/containers';
import { data } from './api-server/data';
import { labelsAndAnnotations, names } from './api-server/metadata';
import { mounts } from './api-server/mounts';
import { ingresses, networkPolicies, services } from './api-server/networking';
import { plainValues } from './api-server/plain-values';
import { probes } from './api-server/probes';
import { resources } from './api-server/resources';
import { Rule } from './api-server/rule';
import { podFields } from './api-server/scheduling';
import { securityContexts } from './api-server/security-contexts';
import { selectorSyntax, workloadSelector } from './api-server/selectors';
import { volumes } from './api-server/volumes';
import { workloads } from './api-server/workloads';
import { Judge } from './judge';

const RULES: readonly Rule[] = [
  names, labelsAndAnnotations, workloadSelector, selectorSyntax, workloads, containers, resources, securityContexts, probes, volumes, mounts,
  podFields, claims, data, services, networkPolicies, ingresses, disruptionBudgets, autoscalers,
];

export const apiServerValidation: Judge = (manifest) => {
  // The other rules may then rely on plain JSON.
  const odd = [...plainValues(manifest)];
  return odd.length > 0 ? odd : RULES.flatMap((rule) => [...rule(manifest)]);
};
