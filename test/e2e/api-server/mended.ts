/** A faulty object with one fault left, so that what a server says of it is said of that one. */
import type { KubeObject } from './client';
import { readPod } from '../../../src/manifest/read';
import { RULES } from '../../../src/rules/registry';
import type { RuleContext } from '../../../src/rules/rule';

/** Mends by every rule but `kept`; undefined when that one's fault went with the others or never was. */
export function mendedBut(kept: string, object: KubeObject, context: RuleContext): KubeObject | undefined {
  const draft = structuredClone(object);
  for (const rule of RULES.filter(({ id }) => id !== kept)) {
    const pod = readPod(draft);
    if (pod !== undefined && rule.check(pod, context).length > 0) {
      rule.fix?.(pod, context, { known: true, user: 65532 });
    }
  }
  const left = readPod(draft);
  return left !== undefined && RULES.some(({ id, check }) => id === kept && check(left, context).length > 0) ? draft : undefined;
}
