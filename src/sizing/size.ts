import type { Size, SizeRoundingBehavior } from 'cdk8s';
import { KIB } from './amount';

/** cdk8s's SizeRoundingBehavior.NONE, without loading cdk8s. */
const UNROUNDED = 2 as SizeRoundingBehavior.NONE;

/** The one place where a cdk8s Size becomes bytes: whole ones, never fewer than stated. */
export function toBytes(size: Size): number {
  const bytes = size.toKibibytes({ rounding: UNROUNDED }) * KIB;
  // A size below whole bytes is one that arithmetic left over; whole Ki keep it readable.
  return Number.isInteger(bytes) ? bytes : Math.ceil(bytes / KIB) * KIB;
}

/** What is wrong with a size, and what to do about it. */
export interface SizeProblem {
  readonly so: string;
  readonly why: string;
  readonly mend: string;
}

/** A size must be positive and finite; cdk8s's Size takes NaN, Infinity and 0 as well. */
export function sizeProblem(bytes: number, zeroAllowed = false): SizeProblem | undefined {
  if (!Number.isFinite(bytes)) {
    return { so: `is ${bytes}`, why: 'a size must be a positive finite number', mend: 'check the arithmetic that produced it' };
  }
  if (bytes < 0 || (bytes === 0 && !zeroAllowed)) {
    return { so: `is ${bytes}`, why: 'a limit of 0 counts as no limit', mend: 'state the most it ever holds, e.g. Size.mebibytes(100)' };
  }
  return Number.isSafeInteger(bytes)
    ? undefined
    : { so: 'is more than 8Pi', why: 'which no node or claim holds', mend: 'check the unit' };
}
