/** The examples by the name of their golden. */
import { batchJob } from './batch-job';
import { Example } from './example';
import { javaSpring } from './java-spring';
import { kafkaSingle, kafkaThree } from './kafka';
import { nginxCache } from './nginx-cache';
import { nodeMinimal } from './node-minimal';
import { postgresOlap, postgresOltp } from './postgres';
import { pythonGunicorn } from './python-gunicorn';
import { redisCache, redisDatabase } from './redis';
import { sharedVolume } from './shared-volume';
import { shop } from './shop';

export const EXAMPLES: Record<string, Example> = {
  'batch-job': batchJob,
  'java-spring': javaSpring,
  'kafka-single': kafkaSingle,
  'kafka-three': kafkaThree,
  'nginx-cache': nginxCache,
  'node-minimal': nodeMinimal,
  'postgres-olap': postgresOlap,
  'postgres-oltp': postgresOltp,
  'python-gunicorn': pythonGunicorn,
  'redis-cache': redisCache,
  'redis-database': redisDatabase,
  'shared-volume': sharedVolume,
  'shop': shop,
};

/** Examples that cannot run yet, and what is missing. They stand in the printed table. */
export const NOT_YET: Record<string, string> = {};
