import { formatBytes } from '../../src/sizing/quantity';
import { toBytes } from '../../src/sizing/size';
import type { SizedVolume } from '../../src/sizing/sized-volume';

/** The sizes as a manifest would write them, by path. */
export function printed(volumes: SizedVolume | SizedVolume[]): Record<string, string> {
  return Object.fromEntries([volumes].flat().map(({ path, size }) => [path, formatBytes(toBytes(size))]));
}

/** What the guide's formula gives, by path, where the calculator says that it differs. */
export function guided(volumes: SizedVolume | SizedVolume[]): Record<string, string> {
  return Object.fromEntries([volumes].flat()
    .filter(({ guideSize }) => guideSize !== undefined)
    .map(({ path, guideSize }) => [path, formatBytes(toBytes(guideSize!))]));
}
