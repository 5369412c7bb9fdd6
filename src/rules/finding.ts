import type { Rule, Severity, Violation } from './rule';
import type { PodView } from '../manifest/read';

/** One thing that is wrong at one place. */
export interface Finding {
  /** The rule that found it. */
  readonly rule: string;

  /** How much it matters. */
  readonly severity: Severity;

  /** The construct path, or kind and name where there is none. */
  readonly where: string;

  /** Kind of the object. */
  readonly kind: string;

  /** Name of the object. */
  readonly name: string;

  /**
   * The container concerned.
   *
   * @default - the finding is about the pod
   */
  readonly container?: string;

  /** JSON pointer into the object. */
  readonly pointer: string;

  /** What is so, why it matters; what to do. */
  readonly message: string;
}

/** The sentence without its place, because cdk8s prints the construct path itself. */
export function sentence(finding: Finding): string {
  return `${finding.message} [${finding.rule}]`;
}

export function toFinding(rule: Rule, violation: Violation, pod: PodView, where?: string): Finding {
  return {
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    where: where ?? `${pod.namespace ? `${pod.namespace}/` : ''}${pod.kind}/${pod.name}`,
    kind: pod.kind,
    name: pod.name,
    container: violation.container,
    pointer: violation.pointer,
    message: `${violation.so}, ${violation.why}; ${violation.mend}`,
  };
}
