/**
 * What a directory is for. The purpose decides the backing; see `StorageMatrix`.
 *
 * The first twelve are the rows of the guide's decision matrix (part 2); the last four are the
 * kinds that the matrix has no row for.
 */
export enum StoragePurpose {
  /** Cache that can be rebuilt. Disk; size must be stated. */
  APP_CACHE = 'app-cache',

  /** Sensitive temporary data, e.g. decoded tokens. Memory, and counted in the memory limit. Default size 16Mi. */
  SENSITIVE_TEMP = 'sensitive-temp',

  /** Log files that something else ships or that may be lost. Disk; size must be stated. */
  SHORT_TERM_LOGS = 'short-term-logs',

  /** Logs that must outlive the pod. Claim. */
  ARCHIVED_LOGS = 'archived-logs',

  /** Database files. Claim. */
  DATABASE_DATA = 'database-data',

  /** Sessions. Disk; everyone logs in again whenever the pod is replaced. Size must be stated. */
  SESSION_FILES = 'session-files',

  /** Encryption keys waiting to be used. Memory, and counted in the memory limit. Default size 16Mi. */
  TEMPORARY_KEYS = 'temporary-keys',

  /** Messages that must survive. Claim. */
  MESSAGE_QUEUE = 'message-queue',

  /** Unix sockets and pid files. Disk. Default size 10Mi. */
  UNIX_SOCKETS = 'unix-sockets',

  /** Shared memory between processes (/dev/shm). Memory, and counted in the memory limit. Default size 64Mi. */
  SHARED_MEMORY = 'shared-memory',

  /** Working directory, /tmp. Disk. Default size 100Mi. */
  WORKING_DIRECTORY = 'working-directory',

  /** Staging for bulk data processing. Disk; size must be stated. */
  BULK_DATA = 'bulk-data',

  /**
   * Scratch space too large for a node's shared disk, or one that needs a hard quota.
   * A claim of its own, made and deleted with the pod; full means "No space left on device", never an eviction.
   */
  LARGE_SCRATCH = 'large-scratch',

  /** Configuration files, read-only: use `files`. */
  CONFIGURATION = 'configuration',

  /** Secret files, read-only, in memory: use `files`. */
  SECRETS = 'secrets',

  /** Large read-only files shipped as an OCI image. */
  READ_ONLY_ASSETS = 'read-only-assets',
}
