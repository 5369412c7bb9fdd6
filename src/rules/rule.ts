import type { Control } from './controls';
import type { PodView } from '../manifest/read';

/** How much a finding matters. */
export enum Severity {
  /** Works, but is unwise: shown in the report. */
  WARNING = 'warning',

  /** Does not work, or gives false security: synthesis fails. */
  ERROR = 'error',
}

/** What is wrong at one place. `so`, `why` and `mend` are the parts of the sentence that a person reads. */
export interface Violation {
  readonly pointer: string;
  readonly container?: string;
  readonly so: string;
  readonly why: string;
  readonly mend: string;
  /** Differs from the rule's where one rule has two weights. */
  readonly severity?: Severity;
}

/** What a rule may know beside the object: facts about the target and about other objects. */
export interface RuleContext {
  /** Minor of the oldest cluster that the manifest must run on. */
  readonly minor: number;
  /** True where an image without a digest fails. */
  readonly digestRequired: boolean;
  /** Log rotation's figure for one container, in bytes. */
  readonly logsPerContainer: number;
  /** Access modes of the claims that are among the manifests, by `namespace/name`. */
  readonly claims: ReadonlyMap<string, readonly string[]>;
}

/** What is known about the image of a workload when it is mended. */
export interface Knowledge {
  /** True where the catalogue or the user has said what the image writes. */
  readonly known: boolean;
  /** The numeric user to run as. */
  readonly user?: number;
}

/**
 * A rule: judges the pod of any manifest, and mends it where it has a fix.
 *
 * A fix changes the draft that it is given (`harden` made it a private copy): it fills what is absent
 * and leaves what was said.
 */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why the rule exists, in a sentence or two. */
  readonly rationale: string;
  readonly controls: readonly Control[];
  readonly sources: readonly string[];
  /** SAFE cannot stop a pod; KNOWN closes, limits or takes away. */
  readonly fixClass?: 'SAFE' | 'KNOWN';
  check(pod: PodView, context: RuleContext): Violation[];
  /** Says each change in a few words; an empty list when all was said already. */
  fix?(draft: PodView, context: RuleContext, knowledge: Knowledge): string[];
}
