import type { Amount } from './amount';
import { SizingBasis } from './sizing-basis';

/** The guide's amount or the corrected one, which remembers the guide's figure where the two differ. */
export function byBasis(basis: SizingBasis, guide: Amount, corrected: Amount): Amount {
  if (basis === SizingBasis.GUIDE) {
    return guide;
  }
  return guide.bytes === corrected.bytes ? corrected : { ...corrected, guideBytes: guide.bytes };
}
