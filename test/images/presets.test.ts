import * as fc from 'fast-check';
import { ImageFamily } from '../../src/images/image-family';
import { presetEnvironment } from '../../src/images/presets';

const MIB = 1024 * 1024;
const envOf = (family: ImageFamily, limit: number, volumes = 0) => Object.fromEntries(
  presetEnvironment(family, { limit: limit * MIB, volumes: volumes * MIB }).map(({ name, value }) => [name, value]),
);

test.each([
  { limit: 1024, volumes: 0, percentage: '60.0' },
  { limit: 1024, volumes: 256, percentage: '45.0' },
  { limit: 512, volumes: 16, percentage: '58.1' },
  { limit: 2048, volumes: 1024, percentage: '30.0' },
])('JVM, $limit Mi with $volumes Mi in memory volumes: heap $percentage%', ({ limit, volumes, percentage }) => {
  for (const family of [ImageFamily.JVM, ImageFamily.SPRING_BOOT]) {
    expect(envOf(family, limit, volumes)).toEqual({
      JAVA_TOOL_OPTIONS: `-XX:MaxRAMPercentage=${percentage} -XX:+PerfDisableSharedMem -Djava.io.tmpdir=/tmp`,
    });
  }
});

test.each([
  { limit: 1000, volumes: 0, soft: '900MiB' },
  { limit: 1000, volumes: 200, soft: '720MiB' },
  { limit: 128, volumes: 16, soft: '100MiB' },
])('Go, $limit Mi with $volumes Mi in memory volumes: GOMEMLIMIT $soft', ({ limit, volumes, soft }) => {
  expect(envOf(ImageFamily.GO, limit, volumes)).toEqual({ GOMEMLIMIT: soft });
});

test.each([
  [ImageFamily.PYTHON, { PYTHONDONTWRITEBYTECODE: '1' }],
  [ImageFamily.GUNICORN, { PYTHONDONTWRITEBYTECODE: '1', GUNICORN_CMD_ARGS: '--worker-tmp-dir /dev/shm' }],
  [ImageFamily.NODE, { NO_UPDATE_NOTIFIER: '1', NPM_CONFIG_CACHE: '/tmp/.npm' }],
])('%s', (family, env) => {
  expect(envOf(family, 512)).toEqual(env);
});

test('heap and memory volumes together leave the rest of the runtime its share', () => {
  fc.assert(fc.property(fc.integer({ min: 64, max: 65536 }), fc.double({ min: 0, max: 0.95, noNaN: true }), (limit, share) => {
    const volumes = limit * share;
    const percentage = Number(/MaxRAMPercentage=([\d.]+)/.exec(envOf(ImageFamily.JVM, limit, volumes).JAVA_TOOL_OPTIONS)![1]);
    // Printed to a tenth of a percent.
    expect((percentage / 100) * limit + volumes).toBeLessThan(limit * 1.0005);
    expect(Number.parseInt(envOf(ImageFamily.GO, limit, volumes).GOMEMLIMIT, 10) + volumes).toBeLessThan(limit);
  }));
});

const LANGUAGES = [ImageFamily.PYTHON, ImageFamily.GUNICORN, ImageFamily.NODE, ImageFamily.JVM, ImageFamily.SPRING_BOOT, ImageFamily.GO];

test('every language has variables, each with a value and a reason', () => {
  for (const family of LANGUAGES) {
    const variables = presetEnvironment(family, { limit: 512 * MIB, volumes: 0 });
    expect(variables.length).toBeGreaterThan(0);
    for (const variable of variables) {
      expect(variable).toEqual({ name: expect.stringMatching(/^[A-Z_]+$/), value: expect.stringMatching(/./), because: expect.stringMatching(/\w/) });
    }
  }
});
