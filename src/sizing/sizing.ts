import { Size } from 'cdk8s';
import { Amount, KIB, show } from './amount';
import { dataProcessingVolume } from './data-processing';
import { ephemeralBudget, LOGS_PER_CONTAINER } from './ephemeral-budget';
import { Figures } from './figures';
import { kafkaVolumes } from './kafka';
import type { BatchLoad, KafkaLoad, NginxLoad, PostgresLoad, RedisLoad, WebLoad } from './load';
import { memoryBudget } from './memory-budget';
import { nginxVolumes } from './nginx';
import { postgresVolumes } from './postgres';
import { readBatch, readKafka, readNginx, readPostgres, readRedis, readWeb } from './read-load';
import { redisVolumes } from './redis';
import type { Budget, EphemeralBudgetProps, MemoryBudgetProps, SizedVolume } from './sized-volume';
import { SizingBasis } from './sizing-basis';
import { webVolume } from './web';

/**
 * The calculator: figures in, sizes out, each with its reason. No construct is needed.
 */
export class Sizing {
  /**
   * /tmp of a web application: 100MB + 10MB per concurrent request + a share of its working memory.
   *
   * @param load its traffic; `workingMemory` must be stated here
   * @param basis whose formula; the guide's, corrected, unless stated
   */
  public static web(load: WebLoad, basis: SizingBasis = SizingBasis.CORRECTED): SizedVolume {
    const figures = new Figures('Sizing.web');
    const read = readWeb(load, figures);
    return volumes(figures, () => ({ '/tmp': webVolume(read, basis) }))[0];
  }

  /**
   * The working directory of a batch: input + 2 to 3 times the largest intermediate data set + output.
   *
   * @param batch the largest batch
   */
  public static dataProcessing(batch: BatchLoad): SizedVolume {
    const figures = new Figures('Sizing.dataProcessing');
    const read = readBatch(batch, figures);
    return volumes(figures, () => ({ '/work': dataProcessingVolume(read) }))[0];
  }

  /**
   * Claim, socket directory, /tmp and /dev/shm of a PostgreSQL server.
   *
   * @param load its data and queries
   * @param basis whose formulas; the guide's, corrected, unless stated
   */
  public static postgres(load: PostgresLoad, basis: SizingBasis = SizingBasis.CORRECTED): SizedVolume[] {
    const figures = new Figures('Sizing.postgres');
    const { memory, ...read } = readPostgres(load, figures);
    return volumes(figures, () => {
      const { claim, socket, tmp, shm } = postgresVolumes(read, basis);
      if (read.sharedBuffers + shm.bytes > memory) {
        figures.refuse({
          rule: 'memory-volumes-within-limit',
          so: `shared_buffers ${show(read.sharedBuffers)} and /dev/shm ${show(shm.bytes)} exceed memory ${show(memory)}`,
          why: 'so the kernel kills the server (exit 137)',
          mend: 'raise memory, or lower parallelQueries, workMem or sharedBuffers',
        });
      }
      return { '/var/lib/postgresql/data': claim, '/var/run/postgresql': socket, '/tmp': tmp, '/dev/shm': shm };
    });
  }

  /**
   * Data directory and /tmp of a Redis server. A durable data directory belongs on a claim.
   *
   * @param load its data
   * @param basis whose formulas; the guide's, corrected, unless stated
   */
  public static redis(load: RedisLoad, basis: SizingBasis = SizingBasis.CORRECTED): SizedVolume[] {
    const figures = new Figures('Sizing.redis');
    const { dataset, durability } = readRedis(load, figures);
    return volumes(figures, () => {
      const { data, tmp } = redisVolumes(dataset, durability, basis);
      return { '/data': data, '/tmp': tmp };
    });
  }

  /**
   * Claim, /tmp, log and configuration directory of one Kafka broker.
   *
   * @param load the traffic of the cluster
   * @param basis whose formulas; the guide's, corrected, unless stated
   */
  public static kafka(load: KafkaLoad, basis: SizingBasis = SizingBasis.CORRECTED): SizedVolume[] {
    const figures = new Figures('Sizing.kafka');
    const read = readKafka(load, figures);
    return volumes(figures, () => {
      const { claim, tmp, logs, config } = kafkaVolumes(read, basis);
      return { '/var/lib/kafka/data': claim, '/tmp': tmp, '/opt/kafka/logs': logs, '/opt/kafka/config': config };
    });
  }

  /**
   * Cache and run directory of an nginx proxy, and its log directory where logs are kept in files.
   *
   * @param load its traffic
   * @param basis whose formulas; the guide's, corrected, unless stated
   */
  public static nginx(load: NginxLoad, basis: SizingBasis = SizingBasis.CORRECTED): SizedVolume[] {
    const figures = new Figures('Sizing.nginx');
    const read = readNginx(load, figures);
    return volumes(figures, () => {
      const { cache, run, logs } = nginxVolumes(read, basis);
      return { '/var/cache/nginx': cache, '/var/run/nginx': run, ...logs === undefined ? {} : { '/var/log/nginx': logs } };
    });
  }

  /**
   * Ephemeral-storage of a pod: request 1.2 x its disk volumes, limit twice that, and never below what may legally be written.
   *
   * @param props what the pod writes to the node's disk
   */
  public static ephemeralBudget(props: EphemeralBudgetProps): Budget {
    const figures = new Figures('Sizing.ephemeralBudget');
    const diskVolumes = figures.list(props.diskVolumes, 'diskVolumes');
    const containers = figures.whole(props.containers, 'containers', 1, 1000, 1);
    const logsPerContainer = figures.optionalBytes(props.logsPerContainer, 'logsPerContainer', LOGS_PER_CONTAINER, 'every container logs');
    figures.throwIfAny();
    const { pod, because, source } = ephemeralBudget({ diskVolumes, containers, logsPerContainer, configMaps: 0 });
    return { request: toSize(pod.request, figures), limit: toSize(pod.limit, figures), because, source };
  }

  /**
   * Memory of a container: its working memory and the memory-backed volumes that it writes. Request and limit are equal.
   *
   * @param props what it keeps in memory
   * @param basis whose formula; the guide's and 10% slack, unless stated
   */
  public static memoryBudget(props: MemoryBudgetProps, basis: SizingBasis = SizingBasis.CORRECTED): Budget {
    const figures = new Figures('Sizing.memoryBudget');
    const memoryVolumes = figures.list(props.memoryVolumes, 'memoryVolumes');
    const workingMemory = figures.bytes(props.workingMemory, 'workingMemory', 'the limit must hold it');
    figures.throwIfAny();
    const { bytes, because, source } = memoryBudget({ memoryVolumes, workingMemory }, basis);
    return { request: toSize(bytes, figures), limit: toSize(bytes, figures), because, source };
  }
}

/** Counts only once every figure has been read, and throws all that is wrong at once. */
function volumes(figures: Figures, count: () => Record<string, Amount>): SizedVolume[] {
  figures.throwIfAny();
  const sized = Object.entries(count()).map(([path, { bytes, because, source, guideBytes }]) => ({
    path,
    size: toSize(bytes, figures, path),
    because,
    source,
    guideSize: guideBytes === undefined ? undefined : toSize(guideBytes, figures, path),
  }));
  figures.throwIfAny();
  return sized;
}

/** Sizes are whole Mi by now; beyond 8Pi no arithmetic on bytes is exact. */
function toSize(bytes: number, figures: Figures, what = 'the budget'): Size {
  if (!Number.isSafeInteger(bytes)) {
    figures.refuse({ rule: 'size-positive', so: `${what} comes to more than 8Pi`, why: 'which no node or claim holds', mend: 'check the units' });
    figures.throwIfAny();
  }
  return Size.kibibytes(Math.ceil(bytes / KIB));
}
