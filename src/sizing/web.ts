import { Amount, MB, MIB, percent, roundUp, show } from './amount';
import { byBasis } from './by-basis';
import { SizingBasis } from './sizing-basis';

/** The traffic of a web application, in bytes; `WebLoad` is its public face. */
export interface WebFigures {
  readonly maxConcurrentRequests: number;
  readonly workingMemory: number;
  readonly cacheShare: number;
}

/** The guide reserves 10 to 20 percent of the working memory for application caches. */
export const CACHE_SHARE = { least: 0.10, usual: 0.15, most: 0.20 };

const SOURCE = 'guide, part 4, web applications';

/** The base alone, for an application that states no load. */
export const WEB_BASE: Amount = { bytes: 100 * MIB, because: '100Mi, the guide\'s base for temporary files', source: SOURCE };

/** 100MB for logs and requests + 10MB per concurrent request + a share of the working memory. */
export function webVolume(load: WebFigures, basis: SizingBasis): Amount {
  return byBasis(basis, countedIn(MIB, 'Mi', load), countedIn(MB, 'MB', load));
}

function countedIn(mega: number, unit: string, load: WebFigures): Amount {
  const { maxConcurrentRequests, workingMemory, cacheShare } = load;
  return {
    bytes: roundUp(100 * mega + maxConcurrentRequests * 10 * mega + cacheShare * workingMemory),
    because: `100${unit} + ${maxConcurrentRequests} x 10${unit} + ${percent(cacheShare)} of ${show(workingMemory)}`,
    source: SOURCE,
  };
}
