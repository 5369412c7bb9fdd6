import { ImageFamily } from './image-family';
import type { StoreImage } from './store-image';

/** What differs between Redis images: the user, and the program's name. It is started directly, so no entrypoint has a say. */
export interface RedisImage extends StoreImage {
  readonly server: string;
  readonly client: string;
}

const REDIS = { server: 'redis-server', client: 'redis-cli' };

export const REDIS_IMAGES: readonly RedisImage[] = [
  { ...REDIS, family: ImageFamily.REDIS, user: 999, repositories: ['redis'], source: 'docker-library/redis, Dockerfile' },
  {
    ...REDIS, family: ImageFamily.REDIS_CLEANSTART, user: 65532, repositories: ['cleanstart/redis'],
    source: 'guide, part 3, Redis',
  },
  {
    ...REDIS, family: ImageFamily.REDIS_BITNAMI, user: 1001, repositories: ['bitnami/redis', 'bitnamilegacy/redis'],
    source: 'bitnami/charts, redis',
  },
  {
    server: 'valkey-server', client: 'valkey-cli', family: ImageFamily.VALKEY, user: 999, repositories: ['valkey/valkey'],
    source: 'valkey-io/valkey-container, Dockerfile',
  },
];
