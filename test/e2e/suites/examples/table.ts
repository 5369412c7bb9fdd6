/** The examples by the name of their golden. */
import { batchJob } from './batch-job';
import { Example } from './example';
import { javaSpring } from './java-spring';
import { nodeMinimal } from './node-minimal';
import { pythonGunicorn } from './python-gunicorn';
import { sharedVolume } from './shared-volume';

export const EXAMPLES: Record<string, Example> = {
  'batch-job': batchJob,
  'java-spring': javaSpring,
  'node-minimal': nodeMinimal,
  'python-gunicorn': pythonGunicorn,
  'shared-volume': sharedVolume,
};
