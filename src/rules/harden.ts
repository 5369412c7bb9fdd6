import { RULES } from './registry';
import type { Knowledge, RuleContext } from './rule';
import { readExceptions } from '../manifest/annotations';
import { clone } from '../manifest/clone';
import type { Manifest } from '../manifest/model';
import { readPod } from '../manifest/read';
import { shaped } from '../manifest/shape';

/** One thing that a rule's fix filled in. */
export interface Mended {
  readonly rule: string;
  readonly change: string;
}

/** A manifest as mended, and what was changed. */
export interface Hardened {
  readonly manifest: Manifest;
  readonly mended: Mended[];
}

/**
 * Mends a manifest by every rule that has a fix: a fold, each fix sees what the ones before it did.
 * The input stays untouched, and rules that it waives by annotation are left alone. KNOWN fixes apply only where the image is known.
 * Nulls in the fields that rules read are left out, since they say nothing. What is malformed is not mended: the API server refuses it.
 */
export function harden(manifest: Manifest, context: RuleContext, knowledge: Knowledge): Hardened {
  const { manifest: draft, whole } = shaped(clone(manifest));
  const mended: Mended[] = [];
  if (!whole) {
    return { manifest: clone(manifest), mended };
  }
  const waived = readExceptions(draft.metadata?.annotations);
  for (const rule of RULES) {
    if (rule.fix === undefined || waived.has(rule.id) || (rule.fixClass === 'KNOWN' && !knowledge.known)) {
      continue;
    }
    // Read anew for each rule: an earlier fix may have added volumes or mounts.
    const pod = readPod(draft);
    if (pod !== undefined && rule.check(pod, context).length > 0) {
      mended.push(...rule.fix(pod, context, knowledge).map((change) => ({ rule: rule.id, change })));
    }
  }
  return { manifest: draft, mended };
}
