import type { Size, SizeRoundingBehavior } from 'cdk8s';
import { KIB } from '../sizing/amount';
import type { Refusals } from './refusal';

/** cdk8s's SizeRoundingBehavior.NONE, without loading cdk8s. */
const UNROUNDED = 2 as SizeRoundingBehavior.NONE;

/** The one place where a cdk8s Size becomes bytes: whole ones, never fewer than stated. */
export function toBytes(size: Size): number {
  const bytes = size.toKibibytes({ rounding: UNROUNDED }) * KIB;
  // A size below whole bytes is one that arithmetic left over; whole Ki keep it readable.
  return Number.isInteger(bytes) ? bytes : Math.ceil(bytes / KIB) * KIB;
}

/** Bytes of a size that must be positive and finite; refuses the rest and answers undefined. */
export function planSize(size: Size, property: string, refusals: Refusals, zeroAllowed = false): number | undefined {
  const bytes = toBytes(size);
  if (!Number.isFinite(bytes)) {
    refusals.add({
      rule: 'size-positive',
      so: `${property} is ${bytes}`,
      why: 'a size must be a positive finite number',
      mend: 'check the arithmetic that produced it',
    });
    return undefined;
  }
  if (bytes < 0 || (bytes === 0 && !zeroAllowed)) {
    refusals.add({
      rule: 'size-positive',
      so: `${property} is ${bytes}`,
      why: 'a limit of 0 counts as no limit',
      mend: 'state the most it ever holds, e.g. Size.mebibytes(100)',
    });
    return undefined;
  }
  if (!Number.isSafeInteger(bytes)) {
    refusals.add({
      rule: 'size-positive',
      so: `${property} is more than 8Pi`,
      why: 'which no node or claim holds',
      mend: 'check the unit',
    });
    return undefined;
  }
  return bytes;
}
