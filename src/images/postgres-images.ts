import { ImageFamily } from './image-family';
import type { StoreImage } from './store-image';

/** What differs between PostgreSQL images: who owns the data, and how the first start learns its settings. */
export interface PostgresImage extends StoreImage {
  /** Where the claim is mounted. The data directory is a sub-directory, the same for all versions. */
  readonly claimPath: string;
  readonly socketPath: string;
}

const OFFICIAL = { claimPath: '/var/lib/postgresql/data', socketPath: '/var/run/postgresql' };

export const POSTGRES_IMAGES: readonly PostgresImage[] = [
  {
    ...OFFICIAL, family: ImageFamily.POSTGRES_ALPINE, user: 70, repositories: ['postgres'], tag: /alpine/,
    source: 'docker-library/postgres, alpine Dockerfile',
  },
  {
    ...OFFICIAL, family: ImageFamily.POSTGRES, user: 999, repositories: ['postgres'],
    source: 'docker-library/postgres, Debian Dockerfile',
  },
  {
    // The guide's manifest: fsGroup 999 and the official paths.
    ...OFFICIAL, family: ImageFamily.POSTGRES_CLEANSTART, user: 999, repositories: ['cleanstart/postgresql', 'cleanstart/postgres'],
    source: 'guide, part 3, PostgreSQL',
  },
];
