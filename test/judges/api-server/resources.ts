import { containersOf, podTemplate } from '../pod-templates';
import { entries, list, Wire } from '../wire';
import { billionths, WHOLE } from './quantity';
import { Rule } from './rule';
import { isQualifiedName } from './syntax';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

export const resources: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  for (const { container, path } of template ? containersOf(template) : []) {
    yield* amounts(container.resources, `${path}/resources`);
  }
  yield* template?.spec?.resources === undefined ? [] : amounts(template.spec.resources, `${template.path}/spec/resources`);
};

function* amounts(value: Wire, path: string): Generator<string> {
  for (const part of ['requests', 'limits']) {
    for (const [name, amount] of entries(value?.[part])) {
      yield* amountFaults(name, amount, `${path}/${part}/${name}`);
    }
  }
  for (const [name, amount] of entries(value?.requests)) {
    const limit = value.limits?.[name];
    const [asked, most] = [billionths(amount), billionths(limit)];
    if (asked !== undefined && most !== undefined && asked > most) {
      yield `${path}/requests/${name}: ${amount} is more than the limit ${limit}`;
    }
    if (name.startsWith('hugepages-') && asked !== most) {
      yield `${path}/requests/${name}: it must equal its limit`;
    }
  }
  const all = ['requests', 'limits'].flatMap((part) => entries(value?.[part]).map(([name]) => name));
  if (all.some((name) => name.startsWith('hugepages-')) && !all.some((name) => name === 'cpu' || name === 'memory')) {
    yield `${path}: huge pages need cpu or memory beside them`;
  }
  if (new Set(list(value?.claims).map((claim) => claim?.name)).size !== list(value?.claims).length) {
    yield `${path}/claims: a name is used twice`;
  }
}

function* amountFaults(name: string, amount: Wire, path: string): Generator<string> {
  const exact = billionths(amount);
  if (!STANDARD.includes(name) && !/^hugepages-[0-9]+[KMG]i$/.test(name) && !(name.includes('/') && isQualifiedName(name))) {
    yield `${path}: containers have no resource ${JSON.stringify(name)}`;
  }
  if (exact === undefined || exact < 0n) {
    yield `${path}: ${JSON.stringify(amount)} is not a quantity from 0`;
  } else if (name !== 'cpu' && exact % WHOLE !== 0n) {
    // Only a warning on the server, but nobody means a part of a byte: `400m` of memory is less than one.
    yield `${path}: ${amount} is not a whole number`;
  }
}
