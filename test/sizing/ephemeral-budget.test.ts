import * as fc from 'fast-check';
import { MIB } from '../../src/sizing/amount';
import { CONFIG_MAP_VOLUME, ephemeralBudget, EphemeralFigures, LOGS_PER_CONTAINER } from '../../src/sizing/ephemeral-budget';

function podOf(mebibytes: number[], rest: Partial<EphemeralFigures> = {}) {
  return ephemeralBudget({ diskVolumes: mebibytes.map((each) => each * MIB), containers: 1, logsPerContainer: LOGS_PER_CONTAINER, configMaps: 0, ...rest });
}

/** The guide's rule on the guide's own manifests, none of which follows it; four have a limit below their volumes. */
test.each([
  { manifest: 'PostgreSQL', volumes: [10, 5120], request: 6156, limit: 12312 },
  { manifest: 'Redis, cache', volumes: [10240, 100, 50], request: 12468, limit: 24936 },
  { manifest: 'Redis, database', volumes: [500], request: 600, limit: 1200 },
  { manifest: 'Kafka', volumes: [71680], request: 86016, limit: 172032 },
  { manifest: 'Nginx', volumes: [5120, 10, 100], request: 6276, limit: 12552 },
  { manifest: 'Python + Gunicorn', volumes: [1024, 500], request: 1829, limit: 3658 },
])('$manifest: request $request Mi, limit $limit Mi', ({ volumes, request, limit }) => {
  expect(podOf(volumes).pod).toEqual({ request: request * MIB, limit: limit * MIB });
});

test.each([
  { what: 'no volumes: the logs, and twice that', budget: podOf([]), request: 50, limit: 100 },
  { what: 'small volumes: the logs are more', budget: podOf([10]), request: 50, limit: 100 },
  { what: 'two containers: each carries its logs', budget: podOf([1000], { containers: 2 }), request: 1250, limit: 2500 },
  { what: 'long logs: twice them, though the volumes are small', budget: podOf([100], { logsPerContainer: 500 * MIB }), request: 500, limit: 1000 },
  { what: 'many ConfigMaps: 1.1 x all that may be written', budget: podOf([], { configMaps: 100 * MIB }), request: 50, limit: 165 },
  { what: '1.1 x is exact where it comes out even', budget: podOf([], { logsPerContainer: MIB, configMaps: 49 * MIB }), request: 1, limit: 55 },
])('$what', ({ budget, request, limit }) => {
  expect(budget.pod).toEqual({ request: request * MIB, limit: limit * MIB });
});

test('the volumes are the main container\'s share, the other ones carry their own logs', () => {
  const { main, other, pod } = podOf([1000], { containers: 3 });
  expect(main).toEqual({ request: 1200 * MIB, limit: 2400 * MIB });
  expect(other).toEqual({ request: 50 * MIB, limit: 100 * MIB });
  expect(pod).toEqual({ request: 1300 * MIB, limit: 2600 * MIB });
});

test.each([
  [podOf([1000]), '1.2 x 1000Mi of volumes; limit twice that'],
  [podOf([1000], { containers: 3 }), '1.2 x 1000Mi of volumes; limit twice that; 2 more with 50Mi of logs each, limit twice that'],
  [podOf([10]), 'logs 50Mi, more than 1.2 x 10Mi of volumes; limit twice that or 1.1 x all that may be written'],
])('it says why', ({ because }, text) => {
  expect(because).toBe(text);
});

const bytes = fc.nat(2 ** 44);
const figures = fc.record({
  diskVolumes: fc.array(bytes, { maxLength: 8 }),
  containers: fc.integer({ min: 1, max: 10 }),
  logsPerContainer: fc.nat(2 ** 32),
  configMaps: fc.nat(20).map((count) => count * CONFIG_MAP_VOLUME),
});

test('no size limit is a dead letter: the pod\'s limit holds all that may legally be written', () => {
  fc.assert(fc.property(figures, (given) => {
    const { pod, need } = ephemeralBudget(given);
    expect(pod.limit).toBeGreaterThanOrEqual(need);
    expect(pod.limit).toBeGreaterThanOrEqual(given.diskVolumes.reduce((total, each) => total + each, 0));
  }));
});

test('the request never exceeds the limit, on any container; both are whole Mi', () => {
  fc.assert(fc.property(figures, (given) => {
    const budget = ephemeralBudget(given);
    for (const { request, limit } of [budget.main, budget.other, budget.pod]) {
      expect(request).toBeLessThanOrEqual(limit);
      expect([request % MIB, limit % MIB]).toEqual([0, 0]);
    }
  }));
});

test('the request covers the volumes with the guide\'s 20%', () => {
  fc.assert(fc.property(figures, (given) => {
    const volumes = given.diskVolumes.reduce((total, each) => total + BigInt(each), 0n);
    expect(BigInt(ephemeralBudget(given).pod.request) * 10n >= volumes * 12n).toBe(true);
  }));
});

test('more of anything never asks for less', () => {
  fc.assert(fc.property(figures, fc.constantFrom('volume', 'containers', 'logsPerContainer', 'configMaps'), bytes, (given, which, more) => {
    const grown = {
      volume: { ...given, diskVolumes: [...given.diskVolumes, more] },
      containers: { ...given, containers: given.containers + 1 },
      logsPerContainer: { ...given, logsPerContainer: given.logsPerContainer + more },
      configMaps: { ...given, configMaps: given.configMaps + more },
    }[which];
    const [before, after] = [ephemeralBudget(given), ephemeralBudget(grown)];
    expect(after.pod.request).toBeGreaterThanOrEqual(before.pod.request);
    expect(after.pod.limit).toBeGreaterThanOrEqual(before.pod.limit);
    expect(after.need).toBeGreaterThanOrEqual(before.need);
  }));
});
