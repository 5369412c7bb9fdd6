import { Amount, ceilTo, GIB, MIB, roundUp, show } from './amount';
import { byBasis } from './by-basis';
import { SizingBasis } from './sizing-basis';

/** A PostgreSQL server, in bytes; `PostgresLoad` is its public face. */
export interface PostgresFigures {
  /** The largest database: tables and indexes. */
  readonly expectedData: number;
  readonly sharedBuffers: number;
  /** Files of all sorts, hash joins and temporary tables that run at once. Undefined: the usual figure. */
  readonly querySpace?: number;
  readonly workMem: number;
  readonly parallelQueries: number;
  readonly workersPerQuery: number;
  readonly hashMemMultiplier: number;
}

/** The volumes of a PostgreSQL server. */
export interface PostgresAmounts {
  readonly claim: Amount;
  readonly socket: Amount;
  readonly tmp: Amount;
  readonly shm: Amount;
}

/** PostgreSQL's own defaults, and ten parallel queries at once. */
export const POSTGRES_USUAL = { workMem: 4 * MIB, parallelQueries: 10, workersPerQuery: 2, hashMemMultiplier: 2 };

/** The guide's most for OLTP; the least is 1Gi. */
export const QUERY_SPACE = 5 * GIB;

/** WAL that the claim holds: max_wal_size (the engine's default) and max_slot_wal_keep_size, which is unlimited until set. */
export const POSTGRES_WAL = { most: GIB, keptForSlots: GIB };

/** The documentation starts shared_buffers at a quarter of the memory. */
export function sharedBuffersOf(memory: number): number {
  return ceilTo(Math.floor(memory / 4), MIB);
}

/** All volumes of one server. */
export function postgresVolumes(figures: PostgresFigures, basis: SizingBasis): PostgresAmounts {
  return {
    claim: postgresClaim(figures.expectedData, figures.querySpace, basis),
    socket: { bytes: 10 * MIB, because: '10Mi, always enough for sockets', source: 'guide, part 3, PostgreSQL' },
    tmp: postgresTmp(figures.querySpace, basis),
    shm: postgresSharedMemory(figures, basis),
  };
}

/** The files of queries that spill: never more than the data itself, as far as the usual figure goes. */
export function querySpaceOf(expectedData: number, querySpace?: number): number {
  return querySpace ?? Math.min(QUERY_SPACE, roundUp(expectedData));
}

/**
 * The data claim. It stands in an immutable template: it follows from what the user states about the data,
 * never from the memory of the server.
 */
export function postgresClaim(expectedData: number, querySpace: number | undefined, basis: SizingBasis): Amount {
  const twice = roundUp(2 * expectedData);
  const guide: Amount = {
    bytes: twice, because: `2 x ${show(expectedData)} of data, for WAL and index overhead`, source: 'guide, part 2 and 3, PostgreSQL',
  };
  const wal = POSTGRES_WAL.most + POSTGRES_WAL.keptForSlots;
  const spill = querySpaceOf(expectedData, querySpace);
  // (1.2 x data + WAL + spilled queries + 0.1 x data) / 0.8, in whole numbers.
  const parts = ceilTo((13 * expectedData + 10 * (wal + spill)) / 8, GIB);
  if (parts <= twice) {
    return byBasis(basis, guide, { ...guide, because: `${guide.because}; holds ${show(spill)} of spilled queries as well` });
  }
  return byBasis(basis, guide, {
    bytes: parts,
    because: `(${show(expectedData)} of data + 20% bloat + 10% for the largest rewrite + ${show(wal)} of WAL + ${show(spill)} of spilled queries) / 80%, `
      + `more than 2 x ${show(expectedData)}`,
    source: 'PostgreSQL documentation: Database File Layout (pgsql_tmp is in the data directory), max_wal_size, temp_file_limit',
  });
}

function postgresTmp(querySpace: number | undefined, basis: SizingBasis): Amount {
  const space = querySpace ?? QUERY_SPACE;
  return byBasis(basis, {
    bytes: roundUp(space), because: `${show(space)} for large sorts, hash joins and temporary tables`, source: 'guide, part 3, PostgreSQL',
  }, {
    bytes: 64 * MIB,
    because: '64Mi for the start script and extensions; sorts and hash joins spill into the data directory, never here',
    source: 'PostgreSQL documentation: Database File Layout (pgsql_tmp)',
  });
}

/** /dev/shm holds what parallel workers share; shared_buffers is mapped elsewhere. */
function postgresSharedMemory(figures: PostgresFigures, basis: SizingBasis): Amount {
  const { sharedBuffers, workMem, parallelQueries, workersPerQuery, hashMemMultiplier } = figures;
  const queries = parallelQueries * (workersPerQuery + 1) * workMem * hashMemMultiplier;
  return byBasis(basis, {
    bytes: roundUp(sharedBuffers / 4), because: `25% of shared_buffers ${show(sharedBuffers)}`, source: 'guide, part 3, PostgreSQL',
  }, {
    bytes: Math.max(64 * MIB, ceilTo(queries, 64 * MIB)),
    because: queries <= 64 * MIB
      ? '64Mi, what a container runtime gives by default; the parallel queries stated need no more'
      : `${parallelQueries} parallel queries x ${workersPerQuery + 1} processes x work_mem ${show(workMem)} x hash_mem_multiplier ${hashMemMultiplier}`,
    source: 'PostgreSQL documentation: dynamic_shared_memory_type, work_mem, hash_mem_multiplier',
  });
}
