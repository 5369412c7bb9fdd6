import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** Where the reviewed manifests stand; each is what one example must synthesize to. */
export const GOLDEN = join(__dirname, 'golden');

/** Compares with the reviewed file. UPDATE_GOLDEN=1 rewrites it, for somebody to read; never in CI. */
export function expectGolden(file: string, actual: string): void {
  const path = join(GOLDEN, file);
  if (process.env.UPDATE_GOLDEN === '1' && process.env.CI === undefined) {
    writeFileSync(path, actual);
  }
  if (!existsSync(path)) {
    throw new Error(`there is no golden ${file}; make it with UPDATE_GOLDEN=1 and read it as a reviewer reads a manifest`);
  }
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
