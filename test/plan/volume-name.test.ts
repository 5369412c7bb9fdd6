import * as fc from 'fast-check';
import { volumeName } from '../../src/plan/path';

test.each([
  ['/tmp', [], 'tmp'],
  ['/app/cache', [], 'app-cache'],
  ['/var/lib/postgresql/data', [], 'var-lib-postgresql-data'],
  ['/run/Keys_2.d', [], 'run-keys-2-d'],
  ['/...', [], 'volume'],
  ['/äö', [], 'volume'],
  ['/tmp', ['tmp'], 'tmp-2'],
  ['/app-cache', ['app-cache', 'app-cache-2'], 'app-cache-3'],
])('%s beside %p is called %s', (path, taken, name) => {
  expect(volumeName(path, new Set(taken))).toBe(name);
});

test('a sidecar\'s volumes carry its name', () => {
  expect(volumeName('/tmp', new Set(['tmp']), 'proxy')).toBe('proxy-tmp');
});

test('of a long path the end is kept, which tells paths apart', () => {
  const name = volumeName(`/${'very-long-directory/'.repeat(6)}cache`, new Set());
  expect(name).toMatch(/-very-long-directory-cache$/);
  expect(name.length).toBeLessThanOrEqual(60);
});

test('every name is a DNS label that is not taken', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), fc.nat(12), (path, count) => {
    const taken = new Set<string>();
    for (let index = 0; index <= count; index += 1) {
      const name = volumeName(`/${path}`, taken);
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(taken.has(name)).toBe(false);
      taken.add(name);
    }
  }));
});
