import * as fc from 'fast-check';
import { planPath } from '../../src/plan/path';
import { Refusals } from '../../src/plan/refusal';

function plan(path: unknown): string | undefined {
  const refusals = new Refusals('shop/web');
  const planned = planPath(path, 'writablePaths[0]', refusals);
  refusals.throwIfAny();
  return planned;
}

test.each([
  ['/tmp', '/tmp'],
  ['/tmp/', '/tmp'],
  ['//tmp//', '/tmp'],
  ['/app/./cache', '/app/cache'],
  ['/app//cache/.', '/app/cache'],
  ['/with space', '/with space'],
  ['/etc/app', '/etc/app'],
  ['/dev/shm', '/dev/shm'],
  ['/..data', '/..data'],
])('%s is %s', (given, normal) => {
  expect(plan(given)).toBe(normal);
});

const RELATIVE = 'what it means would depend on the image\'s working directory';

test.each([
  ['cache', `shop/web: writablePaths[0] "cache" is not absolute, ${RELATIVE}; write it from /, e.g. /app/cache [path-absolute]`],
  ['./cache', `shop/web: writablePaths[0] "./cache" is not absolute, ${RELATIVE}; write it from /, e.g. /app/cache [path-absolute]`],
  ['../x', `shop/web: writablePaths[0] "../x" is not absolute, ${RELATIVE}; write it from /, e.g. /app/x [path-absolute]`],
  ['', `shop/web: writablePaths[0] "" is not absolute, ${RELATIVE}; write it from /, e.g. /app/cache [path-absolute]`],
  [undefined, `shop/web: writablePaths[0] "" is not absolute, ${RELATIVE}; write it from /, e.g. /app/cache [path-absolute]`],
  ['/a:b', 'shop/web: writablePaths[0] "/a:b" holds ":", ".." or control characters, which the API server or the runtime refuses; write the plain path of the directory [path-plain]'],
  ['/a/../b', 'shop/web: writablePaths[0] "/a/../b" holds ":", ".." or control characters, which the API server or the runtime refuses; write the plain path of the directory [path-plain]'],
  ['/a\nb', 'shop/web: writablePaths[0] "/a\\nb" holds ":", ".." or control characters, which the API server or the runtime refuses; write the plain path of the directory [path-plain]'],
  ['/', 'shop/web: writablePaths[0] / hides the whole image; list the sub-directory that is written, e.g. /app [mount-hides-system]'],
  ['/./', 'shop/web: writablePaths[0] / hides the whole image; list the sub-directory that is written, e.g. /app [mount-hides-system]'],
  ['//etc/', 'shop/web: writablePaths[0] /etc hides passwd, the certificates and everything else the image has in /etc; list the sub-directory that is written, e.g. /etc/app [mount-hides-system]'],
])('%p is refused', (given, message) => {
  expect(() => plan(given)).toThrow(new Error(message));
});

test('a planned path is its own plan, absolute and without a trailing slash; everything else is the sentence', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'/.:ab \t') }), (given) => {
    const refusals = new Refusals('shop/web');
    const planned = planPath(given, 'path', refusals);
    expect(planned === undefined).toBe(refusals.any);
    if (planned !== undefined) {
      expect(planned).toMatch(/^(\/[^/]+)+$/);
      expect(plan(planned)).toBe(planned);
    }
  }));
});
