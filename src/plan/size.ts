import type { Size } from 'cdk8s';
import type { Refusals } from './refusal';
import { sizeProblem, toBytes } from '../sizing/size';

/** Bytes of a size that must be positive and finite; refuses the rest and answers undefined. */
export function planSize(size: Size | undefined, property: string, refusals: Refusals, zeroAllowed = false): number | undefined {
  // The compiler asks for it; a program in JavaScript may still leave it out.
  if (size === undefined) {
    refusals.add({ rule: 'size-stated', so: `${property} is missing`, why: 'and only you can know it', mend: 'state it, e.g. Size.mebibytes(512)' });
    return undefined;
  }
  const bytes = toBytes(size);
  const problem = sizeProblem(bytes, zeroAllowed);
  if (problem !== undefined) {
    refusals.add({ rule: 'size-positive', so: `${property} ${problem.so}`, why: problem.why, mend: problem.mend });
    return undefined;
  }
  return bytes;
}
