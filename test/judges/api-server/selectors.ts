import { podTemplate } from '../pod-templates';
import { entries, isObject, list, placed, Wire } from '../wire';
import { labels } from './metadata';
import { Rule } from './rule';
import { isLabelValue, isQualifiedName } from './syntax';

/** Whether a label selector (matchLabels and matchExpressions) picks these labels. */
export function picks(selector: Wire, chosen: Wire): boolean {
  return entries(selector?.matchLabels).every(([key, value]) => chosen?.[key] === value)
    && placed(selector?.matchExpressions, '').every(([{ key, operator, values }]) => {
      const value = chosen?.[key];
      switch (operator) {
        case 'In': return value !== undefined && list(values).includes(value);
        case 'NotIn': return value === undefined || !list(values).includes(value);
        case 'Exists': return value !== undefined;
        case 'DoesNotExist': return value === undefined;
        default: return false;
      }
    });
}

export function isEmpty(selector: Wire): boolean {
  return entries(selector?.matchLabels).length === 0 && list(selector?.matchExpressions).length === 0;
}

export const workloadSelector: Rule = function* (manifest) {
  const selector = manifest.spec?.selector;
  const template = podTemplate(manifest);
  if (manifest.kind === 'Job' || manifest.kind === 'CronJob') {
    const job = manifest.kind === 'Job' ? manifest.spec : manifest.spec?.jobTemplate?.spec;
    if (job?.selector !== undefined && job.manualSelector !== true) {
      yield '/spec/selector: a job makes its own selector';
    }
  } else if (template?.path) {
    if (isEmpty(selector)) {
      yield '/spec/selector: it must not be empty';
    } else if (!picks(selector, template.metadata?.labels)) {
      yield '/spec/selector: it does not match the labels of the template';
    }
  }
};

/** Wherever a label selector stands (spread, affinity, policies), its parts have one grammar. */
export const selectorSyntax: Rule = (manifest) => walk(manifest.spec, '/spec');

function* walk(value: Wire, path: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* walk(item, `${path}/${index}`);
    }
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'matchLabels') {
        yield* labels(item, `${path}/matchLabels`);
      } else if (key === 'matchExpressions') {
        yield* expressions(item, `${path}/matchExpressions`);
      } else {
        yield* walk(item, `${path}/${key}`);
      }
    }
  }
}

function* expressions(value: Wire, path: string): Generator<string> {
  for (const [{ key, operator, values }, at] of placed(value, path)) {
    if (!isQualifiedName(key)) {
      yield `${at}/key: ${JSON.stringify(key)} is not a qualified name`;
    }
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'].includes(operator)) {
      yield `${at}/operator: ${JSON.stringify(operator)} is not an operator`;
    } else if (/Exist/.test(operator) !== (list(values).length === 0)) {
      yield `${at}/values: ${operator} ${/Exist/.test(operator) ? 'takes no values' : 'needs values'}`;
    } else if (!list(values).every(isLabelValue)) {
      yield `${at}/values: not all are label values`;
    }
  }
}
