import { podTemplate } from '../pod-templates';
import { entries, list, placed, repeated, Wire } from '../wire';
import { labels } from './metadata';
import { Rule } from './rule';
import { isCount, isLabelName, isQualifiedName, isSubdomain } from './syntax';

export const podFields: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  if (!template) {
    return;
  }
  const { spec } = template;
  const path = `${template.path}/spec`;
  for (const field of ['serviceAccountName', 'priorityClassName', 'runtimeClassName']) {
    if (spec?.[field] !== undefined && spec[field] !== '' && !isSubdomain(spec[field])) {
      yield `${path}/${field}: ${JSON.stringify(spec[field])} is not a DNS subdomain`;
    }
  }
  for (const field of ['hostname', 'subdomain']) {
    if (spec?.[field] !== undefined && !isLabelName(spec[field])) {
      yield `${path}/${field}: ${JSON.stringify(spec[field])} is not a DNS label`;
    }
  }
  for (const [secret, at] of placed(spec?.imagePullSecrets, `${path}/imagePullSecrets`)) {
    if (!isSubdomain(secret.name)) {
      yield `${at}/name: ${JSON.stringify(secret.name)} is not a DNS subdomain`;
    }
  }
  if (spec?.terminationGracePeriodSeconds !== undefined && !isCount(spec.terminationGracePeriodSeconds)) {
    yield `${path}/terminationGracePeriodSeconds: ${spec.terminationGracePeriodSeconds} is not a number from 0`;
  }
  if (spec?.activeDeadlineSeconds !== undefined && !(isCount(spec.activeDeadlineSeconds) && spec.activeDeadlineSeconds > 0)) {
    yield `${path}/activeDeadlineSeconds: ${spec.activeDeadlineSeconds} is not a number from 1`;
  }
  yield* labels(spec?.nodeSelector, `${path}/nodeSelector`);
  yield* spread(spec?.topologySpreadConstraints, `${path}/topologySpreadConstraints`);
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    yield* affinity(spec?.affinity?.[kind], `${path}/affinity/${kind}`);
  }
};

function* spread(value: Wire, path: string): Generator<string> {
  const all = placed(value, path);
  for (const pair of repeated(all.map(([one]) => `${one.topologyKey} ${one.whenUnsatisfiable}`))) {
    yield `${path}: ${pair} is there twice`;
  }
  for (const [one, at] of all) {
    if (!(isCount(one.maxSkew) && one.maxSkew > 0)) {
      yield `${at}/maxSkew: ${one.maxSkew} is not a number from 1`;
    }
    yield* topologyKey(one, at);
    if (one.minDomains !== undefined && one.whenUnsatisfiable !== 'DoNotSchedule') {
      yield `${at}/minDomains: it needs DoNotSchedule`;
    }
    const { matchLabels, matchExpressions } = one.labelSelector ?? {};
    const selected = [...entries(matchLabels).map(([key]) => key), ...list(matchExpressions).map((item) => item?.key)];
    const keys = list(one.matchLabelKeys);
    if (keys.length > 0 && (one.labelSelector === undefined || keys.some((key) => selected.includes(key)))) {
      yield `${at}/matchLabelKeys: they need a labelSelector that does not name them`;
    }
  }
}

function* affinity(value: Wire, path: string): Generator<string> {
  const preferred = placed(value?.preferredDuringSchedulingIgnoredDuringExecution, `${path}/preferredDuringSchedulingIgnoredDuringExecution`);
  for (const [{ weight }, at] of preferred) {
    if (!(isCount(weight) && weight >= 1 && weight <= 100)) {
      yield `${at}/weight: ${weight} is not between 1 and 100`;
    }
  }
  const terms = [...placed(value?.requiredDuringSchedulingIgnoredDuringExecution, `${path}/requiredDuringSchedulingIgnoredDuringExecution`),
    ...preferred.map(([{ podAffinityTerm }, at]): [Wire, string] => [podAffinityTerm, `${at}/podAffinityTerm`])];
  for (const [term, at] of terms) {
    yield* topologyKey(term, at);
  }
}

function* topologyKey(value: Wire, path: string): Generator<string> {
  if (!isQualifiedName(value?.topologyKey)) {
    yield `${path}/topologyKey: ${JSON.stringify(value?.topologyKey)} is not the key of a node label`;
  }
}
