import { Chart, Size, Testing } from 'cdk8s';
import { Platform, ReadOnlyApp, StorageBacking, StoragePurpose } from '../../src';
import { BECAUSE, EXCEPT, PREFIX, PURPOSES, RAISE, readExceptions, readPurposes, STORAGE } from '../../src/manifest/annotations';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;

interface Written {
  readonly workload: Record<string, string>;
  readonly pod: Record<string, string>;
}

function annotationsFor(paths: [string, StoragePurpose, number][], logs?: Size): Written {
  const chart = new Chart(Testing.app(), 'shop');
  Platform.of(chart).configure({
    containerLogs: logs,
    exceptions: [
      { rule: 'no-host-path', reason: 'the node agent: reads | logs\nof others' },
      { rule: 'image-by-digest', reason: 'built on the spot', reviewBy: '2027-03-31' },
    ],
  });
  new ReadOnlyApp(chart, 'web', {
    image: IMAGE, memory: Size.gibibytes(2),
    writablePaths: paths.map(([path, purpose, mebibytes]) => ({ path, purpose, size: Size.mebibytes(mebibytes) })),
  });
  const deployment = Testing.synth(chart).find(({ kind }) => kind === 'Deployment');
  return { workload: deployment.metadata.annotations, pod: deployment.spec.template.metadata.annotations };
}

const { APP_CACHE, TEMPORARY_KEYS, WORKING_DIRECTORY, SHARED_MEMORY } = StoragePurpose;

test('every annotation is one that the API server takes', () => {
  const { workload, pod } = annotationsFor([['/app/cache', APP_CACHE, 500]]);
  for (const key of [...Object.keys(workload), ...Object.keys(pod)]) {
    expect(key).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
    expect(key.startsWith(`${PREFIX}/`)).toBe(true);
  }
});

describe('the storage table of the pod', () => {
  const lines = (paths: [string, StoragePurpose, number][]) => annotationsFor(paths).pod[STORAGE].split('\n');

  test('is the figures, largest first, and the sum last', () => {
    expect(lines([['/run/keys', TEMPORARY_KEYS, 16], ['/app/cache', APP_CACHE, 500]])).toEqual([
      'app-cache   500Mi  disk    /app/cache',
      'tmp         100Mi  disk    /tmp',
      'logs         50Mi  disk    stdout of app',
      'run-keys     16Mi  memory  /run/keys (part of memory 2Gi)',
      'pod        1440Mi  disk    evicted above this; the disk rows make 650Mi',
    ]);
  });

  test('follows the log rotation of the platform', () => {
    expect(annotationsFor([], Size.mebibytes(200)).pod[STORAGE]).toContain('logs  200Mi  disk  stdout of app');
  });

  test('has no prose: a reason or a purpose that changes restarts nothing', () => {
    const one = annotationsFor([['/a', APP_CACHE, 10]]);
    const other = annotationsFor([['/a', WORKING_DIRECTORY, 10]]);
    expect(other.workload).not.toEqual(one.workload);
    expect(other.pod).toEqual(one.pod);
  });

  test.each([10, 60, 100, 118, 119, 120, 121, 200, 1000, 4000])('a path of %i letters stays within what kubectl describe shows of a line', (length) => {
    const path = `/${'deep/'.repeat(1000).slice(0, length - 1).replace(/\/$/, 'x')}`;
    for (const purpose of [APP_CACHE, SHARED_MEMORY]) {
      for (const line of lines([[path, purpose, 100]])) {
        expect(line.length).toBeLessThan(138);
      }
    }
  });

  test('a line that is cut says so, and only then', () => {
    const row = (length: number) => lines([[`/${'x'.repeat(length)}`, APP_CACHE, 100]]).find((line) => line.startsWith('xxx'))!;
    expect(row(50)).toMatch(/ \/x{50}$/);
    expect(row(300)).toMatch(/x\.\.\.$/);
  });

  test('every row stays apart from the next: two paths with one long beginning have names of their own', () => {
    const long = `/${'x'.repeat(80)}`;
    const names = lines([[`${long}/a`, APP_CACHE, 10], [`${long}/b`, APP_CACHE, 10]]).map((line) => line.split(' ')[0]);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('the workload says why, what to raise, and what for', () => {
  const { workload } = annotationsFor([['/run/keys', TEMPORARY_KEYS, 16]]);
  expect(workload[BECAUSE].split('\n').map((line) => line.split(':')[0])).toEqual(['run-keys 16Mi', 'tmp 100Mi', expect.stringMatching(/^pod \d+Mi$/)]);
  expect(workload[RAISE]).toBe('run-keys: writablePaths[/run/keys].size\ntmp: writablePaths[/tmp].size');
  expect(workload[PURPOSES]).toBe('run-keys temporary-keys\ntmp working-directory');
});

describe('what is written is what is read', () => {
  test('purposes', () => {
    const { workload } = annotationsFor([['/run/keys', TEMPORARY_KEYS, 16], ['/app/cache', APP_CACHE, 10]]);
    expect(Object.fromEntries(readPurposes(workload))).toEqual({ 'run-keys': TEMPORARY_KEYS, 'app-cache': APP_CACHE, 'tmp': WORKING_DIRECTORY });
  });

  test('exceptions, with every letter of the reason', () => {
    expect(Object.fromEntries(readExceptions(annotationsFor([]).workload))).toEqual({
      'no-host-path': 'the node agent: reads | logs\nof others',
      'image-by-digest': 'built on the spot (review by 2027-03-31)',
    });
  });
});

describe('annotations that somebody else wrote', () => {
  test.each<[string, any, object]>([
    ['none', undefined, {}],
    ['no such annotation', { other: 'a b' }, {}],
    ['an empty one', { [PURPOSES]: '' }, {}],
    ['blank lines, blanks around, Windows line ends', { [PURPOSES]: '\n  tmp \t working-directory \r\n\ncache app-cache\n' }, { tmp: WORKING_DIRECTORY, cache: APP_CACHE }],
    ['lines that say too little or too much', { [PURPOSES]: 'tmp\ncache app-cache and more\nok session-files' }, { ok: 'session-files' }],
    ['a value that is no text', { [PURPOSES]: 7 }, {}],
    ['null', { [PURPOSES]: null }, {}],
  ])('purposes: %s', (_, annotations, purposes) => {
    expect(Object.fromEntries(readPurposes(annotations))).toEqual(purposes);
  });

  test.each<[string, any, object]>([
    ['none', undefined, {}],
    ['others', { 'other': 'x', 'cdk8s-immutable/exception': 'x', [BECAUSE]: 'x' }, {}],
    ['two', { [`${EXCEPT}a`]: 'one', [`${EXCEPT}b.c`]: 'two' }, { 'a': 'one', 'b.c': 'two' }],
    ['a blank reason waives nothing', { [`${EXCEPT}a`]: ' ' }, {}],
    ['a reason that is no text', { [`${EXCEPT}a`]: true }, { a: 'true' }],
  ])('exceptions: %s', (_, annotations, exceptions) => {
    expect(Object.fromEntries(readExceptions(annotations))).toEqual(exceptions);
  });
});

test('the exception from the matrix does not waive a rule: it is no annotation of that kind', () => {
  const chart = new Chart(Testing.app(), 'shop');
  new ReadOnlyApp(chart, 'web', {
    image: IMAGE, memory: Size.gibibytes(2),
    writablePaths: [{ path: '/hot', purpose: APP_CACHE, size: Size.mebibytes(10), backing: StorageBacking.MEMORY, backingReason: 'read often' }],
  });
  expect(readExceptions(Testing.synth(chart)[0].metadata.annotations).size).toBe(0);
});
