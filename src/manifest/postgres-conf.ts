import type { PostgresTuning } from '../plan/postgres-tuning';
import { MIB } from '../sizing/amount';

/** postgresql.conf: what the volumes and the memory limit decide, then what the user sets. */
export function postgresConf(tuning: PostgresTuning, socketPath: string, settings: Readonly<Record<string, string>>): string {
  const { wal, parallelQueries, workersPerQuery } = tuning;
  const own: Record<string, string> = {
    listen_addresses: '*',
    unix_socket_directories: socketPath,
    logging_collector: 'off',
    shared_buffers: mb(tuning.sharedBuffers),
    effective_cache_size: mb((tuning.memory * 3) / 4),
    work_mem: mb(tuning.workMem),
    maintenance_work_mem: mb(tuning.maintenanceWorkMem),
    max_connections: `${tuning.maxConnections}`,
    dynamic_shared_memory_type: 'posix',
    max_parallel_workers_per_gather: parallelQueries === 0 ? '0' : `${workersPerQuery}`,
    max_parallel_workers: parallelQueries === 0 ? '0' : `${Math.max(8, parallelQueries * workersPerQuery)}`,
    max_worker_processes: `${Math.max(8, parallelQueries * workersPerQuery)}`,
    // Unlimited unless set: neither WAL nor the files of a query may fill the claim unseen.
    max_wal_size: mb(wal.most),
    max_slot_wal_keep_size: mb(wal.keptForSlots),
    temp_file_limit: mb(tuning.tempFileLimit),
    ...settings,
  };
  return Object.entries(own).map(([name, value]) => `${name} = '${String(value).replace(/\\/g, '\\\\').replace(/'/g, '\'\'')}'\n`).join('');
}

function mb(bytes: number): string {
  return `${Math.floor(bytes / MIB)}MB`;
}
