/** The examples by the name of their golden. */
import { batchJob } from './batch-job';
import { Example } from './example';
import { javaSpring } from './java-spring';
import { nodeMinimal } from './node-minimal';
import { postgresOlap, postgresOltp } from './postgres';
import { pythonGunicorn } from './python-gunicorn';
import { redisCache, redisDatabase } from './redis';
import { sharedVolume } from './shared-volume';

export const EXAMPLES: Record<string, Example> = {
  'batch-job': batchJob,
  'java-spring': javaSpring,
  'node-minimal': nodeMinimal,
  'postgres-olap': postgresOlap,
  'postgres-oltp': postgresOltp,
  'python-gunicorn': pythonGunicorn,
  'redis-cache': redisCache,
  'redis-database': redisDatabase,
  'shared-volume': sharedVolume,
};
