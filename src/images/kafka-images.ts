import { ImageFamily } from './image-family';
import type { StoreImage } from './store-image';

/** What differs between Kafka images; the start scripts and their directories are the same. */
export interface KafkaImage extends StoreImage {
  /** Where the claim is mounted. The log directory is a sub-directory. */
  readonly claimPath: string;
  /** Written at every start. The start script stops where it cannot; an empty directory is enough. */
  readonly configPath: string;
  /** Files here go over the image's own in the configuration directory. */
  readonly inputPath: string;
  /** The JVM's files: the garbage collection log, where it is kept. */
  readonly logPath: string;
}

const OFFICIAL = { claimPath: '/var/lib/kafka/data', configPath: '/opt/kafka/config', inputPath: '/mnt/shared/config', logPath: '/opt/kafka/logs' };

export const KAFKA_IMAGES: readonly KafkaImage[] = [
  { ...OFFICIAL, family: ImageFamily.KAFKA, user: 1000, repositories: ['apache/kafka'], source: 'apache/kafka, docker/jvm/Dockerfile and common-scripts' },
  {
    // The guide's manifest: user 65532 and the official paths.
    ...OFFICIAL, family: ImageFamily.KAFKA_CLEANSTART, user: 65532, repositories: ['cleanstart/kafka'], source: 'guide, part 3, Kafka',
  },
];
