import type { Refusal } from './refusal';
import { ceilTo, MIB, show } from '../sizing/amount';
import { PostgresAmounts, POSTGRES_WAL, postgresVolumes, querySpaceOf, sharedBuffersOf } from '../sizing/postgres';
import type { SizingBasis } from '../sizing/sizing-basis';

/** What the queries are like. */
export enum PostgresWorkload {
  /** Many short transactions: 100 connections, 4Mi of work memory, two workers for a parallel query. */
  OLTP = 'oltp',

  /** Few long queries: 20 connections, 32Mi of work memory, four workers for a parallel query. */
  OLAP = 'olap',
}

/** What is known of a server before it is tuned. Bytes. */
export interface PostgresRequest {
  readonly memory: number;
  readonly expectedData: number;
  readonly querySpace?: number;
  readonly workload: PostgresWorkload;
  readonly parallelQueries?: number;
  readonly maxConnections?: number;
  readonly major: number;
  readonly basis: SizingBasis;
}

/** The memory of a server, divided, and its volumes. Bytes. */
export interface PostgresTuning {
  readonly sharedBuffers: number;
  readonly workMem: number;
  readonly maintenanceWorkMem: number;
  readonly maxConnections: number;
  readonly parallelQueries: number;
  readonly workersPerQuery: number;
  /** For each process; the sum of all stays within querySpace. */
  readonly tempFileLimit: number;
  readonly wal: typeof POSTGRES_WAL;
  readonly memory: number;
  readonly major: number;
  readonly volumes: PostgresAmounts;
  readonly problems: readonly Refusal[];
}

const PRESETS = {
  [PostgresWorkload.OLTP]: { connections: 100, workMem: 4 * MIB, parallelQueries: 10, workersPerQuery: 2 },
  [PostgresWorkload.OLAP]: { connections: 20, workMem: 32 * MIB, parallelQueries: 4, workersPerQuery: 4 },
};

/** A backend's own memory beside work_mem: caches of catalogue and plans. PostgreSQL's wiki counts 5 to 10MB. */
const BACKEND = 8 * MIB;
const LEAST_CONNECTIONS = 10;

/** Divides the memory limit: shared_buffers, /dev/shm, maintenance, and what is left for connections. */
export function tunePostgres(request: PostgresRequest): PostgresTuning {
  const { memory, expectedData, querySpace, major, basis } = request;
  const preset = PRESETS[request.workload];
  const parallelQueries = request.parallelQueries ?? preset.parallelQueries;
  const sharedBuffers = sharedBuffersOf(memory);
  const volumes = postgresVolumes({
    expectedData,
    sharedBuffers,
    querySpace,
    workMem: preset.workMem,
    parallelQueries,
    workersPerQuery: preset.workersPerQuery,
    // From 15 on a hash table may take twice work_mem.
    hashMemMultiplier: major >= 15 ? 2 : 1,
  }, basis);
  const shm = parallelQueries === 0 ? 0 : volumes.shm.bytes;
  const maintenanceWorkMem = Math.max(16 * MIB, ceilTo(Math.floor(memory / 16), MIB));
  const left = memory - sharedBuffers - shm - maintenanceWorkMem;
  const perConnection = BACKEND + preset.workMem;
  const held = Math.floor(left / perConnection);
  const maxConnections = request.maxConnections ?? Math.min(preset.connections, Math.max(held, LEAST_CONNECTIONS));
  const need = sharedBuffers + shm + maintenanceWorkMem + maxConnections * perConnection;
  return {
    sharedBuffers,
    workMem: preset.workMem,
    maintenanceWorkMem,
    maxConnections,
    parallelQueries,
    workersPerQuery: preset.workersPerQuery,
    tempFileLimit: Math.max(64 * MIB, Math.floor(querySpaceOf(expectedData, querySpace) / 4)),
    wal: POSTGRES_WAL,
    memory,
    major,
    volumes,
    problems: need <= memory ? [] : [{
      rule: 'memory-holds-parts',
      so: `memory is ${show(memory)} but shared_buffers ${show(sharedBuffers)}, /dev/shm ${show(shm)}, maintenance_work_mem ${show(maintenanceWorkMem)} and `
        + `${maxConnections} connections x ${show(perConnection)} add up to ${show(need)}`,
      why: 'so the kernel kills the server (exit 137) under load',
      mend: 'raise memory, or lower maxConnections or parallelQueries',
    }],
  };
}
