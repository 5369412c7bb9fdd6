import { podTemplate } from '../pod-templates';
import { entries, placed, step, Wire } from '../wire';
import { Rule } from './rule';
import { isLabelName, isLabelValue, isQualifiedName, isServiceName, isSubdomain, Syntax } from './syntax';

const NAMES = new Map<string, { syntax: Syntax; longest: number; what: string }>([
  ['Service', { syntax: isServiceName, longest: 63, what: 'a DNS label starting with a letter' }],
  ['Namespace', { syntax: isLabelName, longest: 63, what: 'a DNS label' }],
  // A StatefulSet's pods carry its name plus a hash in a label value.
  ['StatefulSet', { syntax: isLabelName, longest: 52, what: 'a DNS label' }],
  // A CronJob adds eleven characters for its jobs, and a job's pods carry its name in a label value.
  ['CronJob', { syntax: isSubdomain, longest: 52, what: 'a DNS subdomain' }],
  ['Job', { syntax: isSubdomain, longest: 63, what: 'a DNS subdomain' }],
]);
const OTHER = { syntax: isSubdomain, longest: 253, what: 'a DNS subdomain' };

const ANNOTATIONS_LIMIT = 256 * 1024;

export const names: Rule = function* ({ kind, metadata }) {
  const { syntax, longest, what } = NAMES.get(kind) ?? OTHER;
  const name = metadata?.name;
  if (!syntax(name) || name.length > longest) {
    yield `/metadata/name: ${JSON.stringify(name)} is not ${what} of at most ${longest} characters`;
  }
  if (metadata?.namespace !== undefined && !isLabelName(metadata.namespace)) {
    yield `/metadata/namespace: ${JSON.stringify(metadata.namespace)} is not a DNS label`;
  }
};

export const labelsAndAnnotations: Rule = function* (manifest) {
  yield* marks(manifest.metadata, '/metadata');
  const template = podTemplate(manifest);
  if (template?.path) {
    yield* marks(template.metadata, `${template.path}/metadata`);
  }
  for (const [claim, path] of placed(manifest.spec?.volumeClaimTemplates, '/spec/volumeClaimTemplates')) {
    yield* marks(claim.metadata, `${path}/metadata`);
  }
};

function* marks(metadata: Wire, path: string): Generator<string> {
  yield* labels(metadata?.labels, `${path}/labels`);
  let size = 0;
  for (const [key, value] of entries(metadata?.annotations)) {
    size += Buffer.byteLength(key) + Buffer.byteLength(String(value));
    if (!isQualifiedName(key)) {
      yield `${path}/annotations${step(key)}: the key is not a qualified name`;
    }
  }
  if (size > ANNOTATIONS_LIMIT) {
    yield `${path}/annotations: ${size} bytes together, more than ${ANNOTATIONS_LIMIT}`;
  }
}

export function* labels(value: Wire, path: string): Generator<string> {
  for (const [key, label] of entries(value)) {
    if (!isQualifiedName(key)) {
      yield `${path}${step(key)}: the key is not a qualified name`;
    }
    if (!isLabelValue(label)) {
      yield `${path}${step(key)}: ${JSON.stringify(label)} is not a label value of at most 63 characters`;
    }
  }
}
