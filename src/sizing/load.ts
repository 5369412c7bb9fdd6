import type { Duration, Size } from 'cdk8s';
import type { RedisDurability } from './redis';

/** The traffic of a web application; sizes its /tmp by the guide's web formula. */
export interface WebLoad {
  /** Most requests in flight at once in one pod. Each may hold 10MB of uploads and temporary files. */
  readonly maxConcurrentRequests: number;

  /**
   * What the application itself keeps in memory at its peak. `Sizing.web`, which knows no memory limit, must be told.
   *
   * @default - the memory limit less the memory volumes
   */
  readonly workingMemory?: Size;

  /**
   * Share of the working memory that is reserved for caches on disk, 0.10 to 0.20.
   *
   * @default 0.15
   */
  readonly cacheShare?: number;
}

/** The largest batch of a job; sizes its working directory by the guide's data-processing formula. */
export interface BatchLoad {
  /** The largest input staged for one run. */
  readonly largestInput: Size;

  /** The largest data set written between input and output. */
  readonly largestIntermediate: Size;

  /** The result staged before it is sent on. */
  readonly output: Size;

  /**
   * How many intermediate data sets may exist side by side, 2 to 3.
   *
   * @default 3
   */
  readonly intermediateFactor?: number;
}

/** A PostgreSQL server. The claim follows from `expectedData` and `querySpace` alone. */
export interface PostgresLoad {
  /** The largest database: tables and indexes. The claim is twice that, or more where PostgreSQL needs it. */
  readonly expectedData: Size;

  /** Memory limit of the server. A quarter of it becomes shared_buffers. */
  readonly memory: Size;

  /**
   * shared_buffers of the server.
   *
   * @default - a quarter of `memory`
   */
  readonly sharedBuffers?: Size;

  /**
   * Files of all sorts, hash joins and temporary tables that run at once. The guide keeps them in /tmp (1 to 5Gi),
   * PostgreSQL on the claim.
   *
   * @default Size.gibibytes(5), on the claim never more than `expectedData`
   */
  readonly querySpace?: Size;

  /**
   * work_mem of the server: memory of one sort or hash join.
   *
   * @default Size.mebibytes(4)
   */
  readonly workMem?: Size;

  /**
   * Parallel queries that run at once; count one with two parallel hash joins twice. Beyond it they fail for want of /dev/shm.
   *
   * @default 10
   */
  readonly parallelQueries?: number;

  /**
   * max_parallel_workers_per_gather of the server.
   *
   * @default 2
   */
  readonly workersPerQuery?: number;

  /**
   * hash_mem_multiplier of the server; 1 before PostgreSQL 15.
   *
   * @default 2
   */
  readonly hashMemMultiplier?: number;
}

/** A Redis server. */
export interface RedisLoad {
  /** The most that it keeps: maxmemory. */
  readonly dataset: Size;

  /** What is left of it when the pod is replaced. Decides the files, and how large they grow while they are rewritten. */
  readonly durability: RedisDurability;
}

/** The traffic of a Kafka cluster. The claim of each broker follows from these figures alone. */
export interface KafkaLoad {
  /** What producers write to the cluster in a day, after compression and before replication. */
  readonly dailyThroughput: Size;

  /** How long messages stay; 1 hour or more. */
  readonly retention: Duration;

  /**
   * Brokers of the cluster.
   *
   * @default 1
   */
  readonly brokers?: number;

  /**
   * Copies of each message; at most one per broker. The guide's formula has one.
   *
   * @default - 3, or the number of brokers where that is less
   */
  readonly replicationFactor?: number;

  /**
   * Replicas of partitions on one broker. Each keeps up to 1Gi longer than its retention.
   *
   * @default 0 - the headroom of 20% holds them
   */
  readonly partitionsPerBroker?: number;

  /**
   * Whether the JVM's garbage collection log is kept in a volume, 11 files of 100Mi.
   *
   * @default false
   */
  readonly keepGcLog?: boolean;
}

/** The traffic of an nginx proxy. */
export interface NginxLoad {
  /**
   * Cached responses: max_size of the proxy cache.
   *
   * @default - no cache; the volume holds temporary files only
   */
  readonly cacheSize?: Size;

  /**
   * Largest request body: client_max_body_size.
   *
   * @default Size.mebibytes(1)
   */
  readonly maxUpload?: Size;

  /**
   * Uploads in flight at once.
   *
   * @default 50
   */
  readonly concurrentUploads?: number;

  /**
   * Most of one response that is buffered on disk: proxy_max_temp_file_size, 1Gi unless it is configured.
   *
   * @default Size.mebibytes(0) - responses stay off the disk; the configuration must say so
   */
  readonly maxBufferedResponse?: Size;

  /**
   * Responses that are buffered on disk at once.
   *
   * @default 50
   */
  readonly concurrentResponses?: number;

  /**
   * Log files that are kept in a volume until they are shipped, 100Mi to 1Gi.
   *
   * @default - none, logs go to stdout
   */
  readonly logs?: Size;
}
