import type { BatchFigures } from './data-processing';
import { INTERMEDIATE_FACTOR } from './data-processing';
import type { Figures } from './figures';
import type { KafkaFigures } from './kafka';
import type { BatchLoad, KafkaLoad, NginxLoad, PostgresLoad, RedisLoad, WebLoad } from './load';
import { NGINX_USUAL, NginxFigures } from './nginx';
import { POSTGRES_USUAL, PostgresFigures, sharedBuffersOf } from './postgres';
import { RedisDurability } from './redis';
import { CACHE_SHARE, WebFigures } from './web';

/*
 * The public loads as plain figures, with their defaults. What is wrong is gathered in `figures`.
 */

export function readWeb(load: WebLoad, figures: Figures): WebFigures {
  const { least, most, usual } = CACHE_SHARE;
  return {
    maxConcurrentRequests: figures.whole(load.maxConcurrentRequests, 'maxConcurrentRequests', 0, 1_000_000),
    workingMemory: figures.bytes(load.workingMemory, 'workingMemory', 'a share of it is added for caches and no memory limit is known here'),
    cacheShare: figures.range(load.cacheShare, 'cacheShare', least, most, usual, 'the guide'),
  };
}

export function readBatch(batch: BatchLoad, figures: Figures): BatchFigures {
  const { least, most, usual } = INTERMEDIATE_FACTOR;
  const why = 'it is staged in the directory';
  const read = {
    largestInput: figures.bytes(batch.largestInput, 'largestInput', why, true),
    largestIntermediate: figures.bytes(batch.largestIntermediate, 'largestIntermediate', why, true),
    output: figures.bytes(batch.output, 'output', why, true),
    intermediateFactor: figures.range(batch.intermediateFactor, 'intermediateFactor', least, most, usual, 'the guide'),
  };
  if (read.largestInput + read.largestIntermediate + read.output === 0) {
    figures.refuse({ rule: 'size-positive', so: 'the batch adds up to 0', why: 'a limit of 0 counts as no limit', mend: 'state the largest batch' });
  }
  return read;
}

/** The memory is checked, not counted: no volume but /dev/shm has to do with it. */
export function readPostgres(load: PostgresLoad, figures: Figures): PostgresFigures & { readonly memory: number } {
  const memory = figures.bytes(load.memory, 'memory', 'shared_buffers is a quarter of it');
  return {
    memory,
    expectedData: figures.bytes(load.expectedData, 'expectedData', 'the claim is at least twice that'),
    sharedBuffers: figures.optionalBytes(load.sharedBuffers, 'sharedBuffers', sharedBuffersOf(memory)),
    querySpace: figures.optionalBytes(load.querySpace, 'querySpace', undefined),
    workMem: figures.optionalBytes(load.workMem, 'workMem', POSTGRES_USUAL.workMem),
    parallelQueries: figures.whole(load.parallelQueries, 'parallelQueries', 0, 10_000, POSTGRES_USUAL.parallelQueries),
    workersPerQuery: figures.whole(load.workersPerQuery, 'workersPerQuery', 0, 1024, POSTGRES_USUAL.workersPerQuery),
    hashMemMultiplier: figures.range(load.hashMemMultiplier, 'hashMemMultiplier', 1, 1000, POSTGRES_USUAL.hashMemMultiplier, 'PostgreSQL'),
  };
}

export function readRedis(load: RedisLoad, figures: Figures): { readonly dataset: number; readonly durability: RedisDurability } {
  const members = Object.values(RedisDurability);
  if (!members.includes(load.durability)) {
    figures.refuse({
      rule: 'durability-stated', so: `durability is ${load.durability === undefined ? 'missing' : `"${load.durability}"`}`,
      why: 'every default either loses data or buys disk that nobody wanted', mend: `choose one of ${members.join(', ')}`,
    });
  }
  return { dataset: figures.bytes(load.dataset, 'dataset', 'memory and files follow from it'), durability: load.durability };
}

export function readKafka(load: KafkaLoad, figures: Figures): KafkaFigures {
  const brokers = figures.whole(load.brokers, 'brokers', 1, 1000, 1);
  const replicationFactor = figures.whole(load.replicationFactor, 'replicationFactor', 1, 1000, brokers >= 1 ? Math.min(3, Math.floor(brokers)) : 1);
  if (replicationFactor > brokers) {
    figures.refuse({
      rule: 'replication-within-brokers', so: `replicationFactor is ${replicationFactor} and brokers is ${brokers}`,
      why: 'each copy needs a broker of its own', mend: `set replicationFactor to ${brokers} or less`,
    });
  }
  return {
    brokers,
    replicationFactor,
    dailyThroughput: figures.bytes(load.dailyThroughput, 'dailyThroughput', 'the claim follows from it'),
    retentionDays: figures.retentionDays(load.retention, 'retention'),
    partitionsPerBroker: figures.whole(load.partitionsPerBroker, 'partitionsPerBroker', 0, 100_000, 0),
    keepGcLog: load.keepGcLog ?? false,
  };
}

export function readNginx(load: NginxLoad, figures: Figures): NginxFigures {
  return {
    cacheSize: figures.optionalBytes(load.cacheSize, 'cacheSize', 0),
    averageResponse: NGINX_USUAL.averageResponse,
    maxUpload: figures.optionalBytes(load.maxUpload, 'maxUpload', NGINX_USUAL.maxUpload),
    concurrentUploads: figures.whole(load.concurrentUploads, 'concurrentUploads', 0, 1_000_000, NGINX_USUAL.concurrentUploads),
    maxBufferedResponse: load.maxBufferedResponse === undefined
      ? NGINX_USUAL.maxBufferedResponse
      : figures.bytes(load.maxBufferedResponse, 'maxBufferedResponse', 'leave it out', true),
    concurrentResponses: figures.whole(load.concurrentResponses, 'concurrentResponses', 0, 1_000_000, NGINX_USUAL.concurrentResponses),
    logs: figures.optionalBytes(load.logs, 'logs', undefined),
  };
}
