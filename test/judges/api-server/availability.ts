import { placed, Wire } from '../wire';
import { billionths } from './quantity';
import { Rule } from './rule';
import { isCount, isPercent } from './syntax';

export const disruptionBudgets: Rule = function* ({ kind, spec }) {
  if (kind !== 'PodDisruptionBudget') {
    return;
  }
  const given = ['minAvailable', 'maxUnavailable'].filter((field) => spec?.[field] !== undefined);
  if (given.length !== 1) {
    // None is accepted, and then nothing is protected.
    yield '/spec: it must have minAvailable or maxUnavailable, and not both';
  }
  for (const field of given) {
    if (!isCount(spec[field]) && !isPercent(spec[field])) {
      yield `/spec/${field}: ${JSON.stringify(spec[field])} is not a number or a percentage up to 100%`;
    }
  }
  if (spec?.selector === undefined) {
    yield '/spec/selector: without one it protects nothing';
  }
  if (![undefined, 'IfHealthyBudget', 'AlwaysAllow'].includes(spec?.unhealthyPodEvictionPolicy)) {
    yield `/spec/unhealthyPodEvictionPolicy: ${JSON.stringify(spec.unhealthyPodEvictionPolicy)} is not a policy`;
  }
};

export const autoscalers: Rule = function* ({ kind, spec }) {
  if (kind !== 'HorizontalPodAutoscaler') {
    return;
  }
  const least = spec?.minReplicas ?? 1;
  if (!isCount(least) || least < 1) {
    yield `/spec/minReplicas: ${least} is not a number from 1`;
  }
  if (!isCount(spec?.maxReplicas) || spec.maxReplicas < least) {
    yield `/spec/maxReplicas: ${spec?.maxReplicas} is not a number from ${least}`;
  }
  const target = spec?.scaleTargetRef;
  for (const field of ['kind', 'name']) {
    if (!target?.[field] || String(target[field]).includes('/')) {
      yield `/spec/scaleTargetRef/${field}: it is required, without a slash`;
    }
  }
  if (!/^[^/]+\/[^/]+$/.test(String(target?.apiVersion)) && !/^v[0-9]+$/.test(String(target?.apiVersion))) {
    yield `/spec/scaleTargetRef/apiVersion: ${JSON.stringify(target?.apiVersion)} names no group and version`;
  }
  for (const [metric, path] of placed(spec?.metrics, '/spec/metrics')) {
    yield* metricFaults(metric, path);
  }
};

const SOURCES: Record<string, string> = {
  ContainerResource: 'containerResource', External: 'external', Object: 'object', Pods: 'pods', Resource: 'resource',
};

function* metricFaults(metric: Wire, path: string): Generator<string> {
  const sources = Object.keys(metric).filter((key) => key !== 'type');
  if (sources.length !== 1 || !Object.hasOwn(SOURCES, metric.type) || SOURCES[metric.type] !== sources[0]) {
    yield `${path}: it must have the one source that its type names`;
  }
  const { target, name } = metric[sources[0]] ?? {};
  if (metric.type === 'Resource' && !name) {
    yield `${path}/resource/name: it is required`;
  }
  for (const [field, value] of Object.entries(target ?? {}).filter(([key]) => key !== 'type')) {
    if ((billionths(value) ?? 0n) <= 0n) {
      yield `${path}: its target's ${field} ${JSON.stringify(value)} is not above 0`;
    }
  }
  const values = ['averageUtilization', 'averageValue', 'value'].filter((field) => target?.[field] !== undefined);
  if (values.length !== 1 || { Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' }[String(target?.type)] !== values[0]) {
    yield `${path}: its target must have the one value that its type names`;
  }
}
