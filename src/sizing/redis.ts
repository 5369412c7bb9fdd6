import { Amount, MIB, roundUp, show } from './amount';
import { byBasis } from './by-basis';
import { SizingBasis } from './sizing-basis';

/** What is left of the data when a Redis pod is replaced. */
export enum RedisDurability {
  /** Nothing: a cache that can be rebuilt. No claim. */
  CACHE = 'cache',

  /** The last snapshot (RDB): the writes of the last minutes may be lost. */
  SNAPSHOT = 'snapshot',

  /** All writes but those of the last second (append-only file). */
  APPEND_ONLY = 'append-only',

  /** As APPEND_ONLY, and snapshots besides, which are small to copy away. */
  APPEND_ONLY_AND_SNAPSHOT = 'append-only-and-snapshot',
}

/** The volumes of a Redis server, and the memory that its data set needs. */
export interface RedisAmounts {
  readonly data: Amount;
  readonly tmp: Amount;
  readonly memory: Amount;
}

const GUIDE = 'guide, part 3, Redis';
const PERSISTENCE = 'Redis documentation: Redis persistence (a rewrite leaves the old files until the new ones are whole)';

/** Tenths of the data set. The guide's, and the peak of the files while they are rewritten. */
const TENTHS: Record<RedisDurability, { readonly guide: number; readonly peak: number; readonly why: string }> = {
  [RedisDurability.CACHE]: { guide: 10, peak: 0, why: '' },
  [RedisDurability.SNAPSHOT]: { guide: 10, peak: 24, why: 'the old snapshot and the new one, 20% free' },
  [RedisDurability.APPEND_ONLY]: { guide: 15, peak: 36, why: 'the file grows by 100% before a rewrite, which needs 1 x more; 20% free' },
  [RedisDurability.APPEND_ONLY_AND_SNAPSHOT]: {
    guide: 15, peak: 56, why: 'the file grows by 100% before a rewrite, which needs 1 x more; 20% free; two snapshots',
  },
};

/** All of one server. `dataset` is the most that it keeps (maxmemory), in bytes. */
export function redisVolumes(dataset: number, durability: RedisDurability, basis: SizingBasis): RedisAmounts {
  return {
    data: redisData(dataset, durability, basis),
    tmp: byBasis(basis, { bytes: 100 * MIB, because: '100Mi, sufficient for most deployments', source: GUIDE }, {
      bytes: 16 * MIB, because: '16Mi; Redis writes its temporary files beside its data', source: 'Redis documentation: Redis persistence',
    }),
    memory: redisMemory(dataset, durability),
  };
}

/** The data directory. On a claim unless it is a cache; follows from the data set alone. */
export function redisData(dataset: number, durability: RedisDurability, basis: SizingBasis): Amount {
  const { guide, peak, why } = TENTHS[durability];
  const ofGuide: Amount = { bytes: roundUp((dataset * guide) / 10), because: `${guide / 10} x ${show(dataset)} of data`, source: GUIDE };
  return byBasis(basis, ofGuide, durability === RedisDurability.CACHE
    ? { bytes: 64 * MIB, because: '64Mi; a cache with persistence off writes nothing, its data is in memory', source: PERSISTENCE }
    : { bytes: roundUp((dataset * peak) / 10), because: `${peak / 10} x ${show(dataset)} of data: ${why}`, source: PERSISTENCE });
}

/** The guide has no formula for the memory: a fork copies what is written meanwhile, at worst all of it. */
function redisMemory(dataset: number, durability: RedisDurability): Amount {
  const source = 'Redis documentation: Redis administration (maxmemory leaves room for overhead; a fork copies the pages written)';
  return durability === RedisDurability.CACHE
    ? { bytes: roundUp((dataset * 10) / 8), because: `${show(dataset)} of data / 80%, the rest for overhead and fragmentation`, source }
    : { bytes: roundUp(2 * dataset), because: `${show(dataset)} of data / 50%, a snapshot or rewrite may copy every page`, source };
}
