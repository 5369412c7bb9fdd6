import { StorageBacking } from './storage-backing';
import { StoragePurpose } from './storage-purpose';

const { DISK, MEMORY, CLAIM, EPHEMERAL_CLAIM, CONFIG_MAP, SECRET, IMAGE } = StorageBacking;
const MATRIX = 'guide, part 2, decision matrix';

/** One row: the backings that the matrix allows, the default first. */
export interface MatrixRow {
  readonly purpose: StoragePurpose;
  readonly allowed: readonly StorageBacking[];
  readonly reason: string;
  readonly source: string;
}

/** The guide's twelve rows in its order, then the four kinds that it has no row for. */
export const MATRIX_ROWS: readonly MatrixRow[] = [
  {
    purpose: StoragePurpose.APP_CACHE, allowed: [DISK], source: MATRIX,
    reason: 'a cache can be rebuilt, so it needs neither memory that the application pays for nor a claim',
  },
  {
    purpose: StoragePurpose.SENSITIVE_TEMP, allowed: [MEMORY], source: MATRIX,
    reason: 'blocks deleted from a disk stay readable, memory is gone with the pod',
  },
  {
    purpose: StoragePurpose.SHORT_TERM_LOGS, allowed: [DISK], source: MATRIX,
    reason: 'logs that are shipped or may be lost need no claim, and memory is too dear for them',
  },
  {
    purpose: StoragePurpose.ARCHIVED_LOGS, allowed: [CLAIM], source: MATRIX,
    reason: 'an archive must outlive the pod',
  },
  {
    purpose: StoragePurpose.DATABASE_DATA, allowed: [CLAIM], source: MATRIX,
    reason: 'data whose loss is unacceptable must outlive the pod',
  },
  {
    purpose: StoragePurpose.SESSION_FILES, allowed: [DISK], source: MATRIX,
    reason: 'sessions may be lost with the pod',
  },
  {
    purpose: StoragePurpose.TEMPORARY_KEYS, allowed: [MEMORY], source: MATRIX,
    reason: 'keys must not reach a disk, where deleted blocks stay readable',
  },
  {
    purpose: StoragePurpose.MESSAGE_QUEUE, allowed: [CLAIM], source: MATRIX,
    reason: 'accepted messages must outlive the pod',
  },
  {
    purpose: StoragePurpose.UNIX_SOCKETS, allowed: [DISK], source: MATRIX,
    reason: 'a socket is an inode, its data never touches the disk',
  },
  {
    purpose: StoragePurpose.SHARED_MEMORY, allowed: [MEMORY], source: MATRIX,
    reason: 'processes share it as memory',
  },
  {
    purpose: StoragePurpose.WORKING_DIRECTORY, allowed: [DISK], source: MATRIX,
    reason: 'working files are gone with the pod and need no memory',
  },
  {
    purpose: StoragePurpose.BULK_DATA, allowed: [DISK], source: MATRIX,
    reason: 'staged batches are large and can be made again',
  },
  {
    purpose: StoragePurpose.LARGE_SCRATCH, allowed: [EPHEMERAL_CLAIM], source: 'Kubernetes, generic ephemeral volumes (no row in the guide)',
    reason: 'a claim of the pod\'s own has a hard size and takes nothing from the node\'s disk',
  },
  {
    purpose: StoragePurpose.CONFIGURATION, allowed: [CONFIG_MAP], source: 'guide, part 6, summary (no row in the matrix)',
    reason: 'configuration is read, never written',
  },
  {
    purpose: StoragePurpose.SECRETS, allowed: [SECRET], source: 'guide, part 6, summary (no row in the matrix)',
    reason: 'Secret volumes are memory and read-only',
  },
  {
    purpose: StoragePurpose.READ_ONLY_ASSETS, allowed: [IMAGE], source: 'Kubernetes, image volumes (no row in the guide)',
    reason: 'the layers of an image are shared by all pods of a node and cannot be written',
  },
];

const SUMMARY = 'guide, part 6, summary';

/** The guide's nine-row summary; where its lifecycle is wrong the row says what is right. */
export const SUMMARY_ROWS: readonly Record<'component' | 'technology' | 'lifecycle' | 'use' | 'source', string>[] = [
  { component: 'Application code', technology: 'OCI image layer', lifecycle: 'image', use: 'immutable', source: SUMMARY },
  {
    component: 'Configuration', technology: 'ConfigMap, mounted read-only', lifecycle: 'Kubernetes object',
    use: 'updated from outside, never from within', source: `${SUMMARY}; no update reaches subPath mounts, env or immutable ConfigMaps`,
  },
  { component: 'Secrets', technology: 'Secret volume (memory)', lifecycle: 'pod', use: 'credentials as files', source: SUMMARY },
  { component: 'Application cache', technology: 'emptyDir', lifecycle: 'pod', use: 'can be rebuilt', source: SUMMARY },
  { component: 'Log files (short)', technology: 'emptyDir', lifecycle: 'pod', use: 'may be lost', source: SUMMARY },
  { component: 'Large temp data', technology: 'emptyDir with sizeLimit', lifecycle: 'pod', use: 'working space', source: SUMMARY },
  {
    component: 'Database data', technology: 'PersistentVolumeClaim', lifecycle: 'claim', use: 'must not be lost',
    source: `${SUMMARY} says cluster lifetime; it is the claim's, and with reclaim policy Retain the volume outlives the cluster`,
  },
  {
    component: 'Message queue logs', technology: 'PersistentVolumeClaim', lifecycle: 'claim', use: 'must not be lost',
    source: `${SUMMARY} says cluster lifetime; it is the claim's`,
  },
  { component: 'Shared memory (IPC)', technology: 'emptyDir, medium Memory', lifecycle: 'pod', use: 'between processes', source: SUMMARY },
];
