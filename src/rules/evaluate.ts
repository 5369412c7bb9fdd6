import { Finding, toFinding } from './finding';
import { RULES } from './registry';
import type { RuleContext } from './rule';
import { OLDEST_MINOR } from '../kubernetes/kubernetes-version';
import { readExceptions } from '../manifest/annotations';
import type { Manifest } from '../manifest/model';
import { isObject, readPod } from '../manifest/read';
import { shaped } from '../manifest/shape';
import { LOGS_PER_CONTAINER } from '../sizing/ephemeral-budget';

/** What the rules said of one manifest. A waived finding keeps the reason why. */
export interface Judgement {
  readonly findings: Finding[];
  readonly waived: { readonly finding: Finding; readonly reason: string }[];
}

/** The context of a set of manifests that are applied together. */
export function contextOf(manifests: readonly unknown[], settings: Partial<RuleContext> = {}): RuleContext {
  const claims = new Map<string, string[]>();
  for (const manifest of manifests) {
    if (isObject(manifest) && manifest.kind === 'PersistentVolumeClaim' && Array.isArray(manifest.spec?.accessModes)) {
      claims.set(`${manifest.metadata?.namespace ?? ''}/${manifest.metadata?.name}`, manifest.spec.accessModes);
    }
  }
  return { minor: OLDEST_MINOR, digestRequired: false, logsPerContainer: LOGS_PER_CONTAINER, claims, ...settings };
}

/** Judges one manifest by every rule, minus the exceptions written on it. */
export function evaluate(manifest: Manifest, context: RuleContext, where?: string): Judgement {
  const judgement: Judgement = { findings: [], waived: [] };
  const pod = readPod(shaped(manifest).manifest);
  if (pod === undefined) {
    return judgement;
  }
  const exceptions = readExceptions(pod.manifest.metadata?.annotations);
  for (const rule of RULES) {
    for (const violation of rule.check(pod, context)) {
      const finding = toFinding(rule, violation, pod, where);
      const reason = exceptions.get(rule.id);
      if (reason !== undefined) {
        judgement.waived.push({ finding, reason });
      } else {
        judgement.findings.push(finding);
      }
    }
  }
  return judgement;
}
