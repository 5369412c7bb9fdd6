import type { ImageFamily } from './image-family';

/** What a store's image family needs: one entry a family, one list an application. */
export interface StoreImage {
  readonly family: ImageFamily;
  /** Numeric user and group that own the data. */
  readonly user: number;
  /** Repository names by which it is recognised, registry and tag apart. */
  readonly repositories: readonly string[];
  /** Tags of this family where one repository holds two. */
  readonly tag?: RegExp;
  readonly source: string;
}

/** The entry for an image reference: the family that was said, else the one whose repository it is. */
export function findStoreImage<T extends StoreImage>(entries: readonly T[], image: string, said?: ImageFamily): T | undefined {
  if (said !== undefined) {
    return entries.find(({ family }) => family === said);
  }
  const { repository, tag } = split(image);
  return entries.find((entry) => entry.repositories.includes(repository) && (entry.tag === undefined || entry.tag.test(tag)));
}

/** The major version that a tag begins with: `15.4-alpine` -> 15. */
export function majorOf(image: string): number | undefined {
  const major = /^v?(\d+)/.exec(split(image).tag)?.[1];
  return major === undefined ? undefined : Number(major);
}

function split(image: string): { repository: string; tag: string } {
  const name = image.split('@')[0];
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = (colon === -1 ? name : name.slice(0, colon)).replace(/^(docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '');
  return { repository, tag: colon === -1 ? '' : name.slice(colon + 1) };
}
