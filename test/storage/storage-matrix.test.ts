import { StorageBacking, StorageMatrix, StoragePurpose } from '../../src';

const { DISK, MEMORY, CLAIM, EPHEMERAL_CLAIM, CONFIG_MAP, SECRET, IMAGE } = StorageBacking;

/** The guide's decision matrix as it is printed, typed out and not computed: emptyDir, tmpfs, PVC. */
const MATRIX: [string, StoragePurpose, boolean, boolean, boolean][] = [
  ['App cache', StoragePurpose.APP_CACHE, true, false, false],
  ['Sensitive temp data', StoragePurpose.SENSITIVE_TEMP, false, true, false],
  ['Logs (short-term)', StoragePurpose.SHORT_TERM_LOGS, true, false, false],
  ['Logs (archived)', StoragePurpose.ARCHIVED_LOGS, false, false, true],
  ['Database data', StoragePurpose.DATABASE_DATA, false, false, true],
  ['Session files', StoragePurpose.SESSION_FILES, true, false, false],
  ['Encryption keys (temp)', StoragePurpose.TEMPORARY_KEYS, false, true, false],
  ['Message queue (durable)', StoragePurpose.MESSAGE_QUEUE, false, false, true],
  ['Unix sockets', StoragePurpose.UNIX_SOCKETS, true, false, false],
  ['Shared memory (IPC)', StoragePurpose.SHARED_MEMORY, false, true, false],
  ['Working directory', StoragePurpose.WORKING_DIRECTORY, true, false, false],
  ['Bulk data processing', StoragePurpose.BULK_DATA, true, false, false],
];

const CELLS = MATRIX.flatMap(([row, purpose, emptyDir, tmpfs, claim]) => [
  { row, purpose, column: 'emptyDir', backing: DISK, allowed: emptyDir },
  { row, purpose, column: 'tmpfs', backing: MEMORY, allowed: tmpfs },
  { row, purpose, column: 'PVC', backing: CLAIM, allowed: claim },
]);

const because = (purpose: StoragePurpose) => StorageMatrix.decide(purpose).reason;

test.each(CELLS.filter(({ allowed }) => allowed))('$row on $column: yes, and by default', ({ purpose, backing }) => {
  expect(StorageMatrix.decide(purpose).backing).toBe(backing);
  expect(StorageMatrix.decide(purpose, backing)).toMatchObject({ backing, allowed: [backing], source: 'guide, part 2, decision matrix', exception: undefined });
});

test.each(CELLS.filter(({ allowed }) => !allowed))('$row on $column: refused', ({ purpose, backing }) => {
  const right = MATRIX.find((row) => row[1] === purpose)!;
  const mend = right[2] ? 'disk' : right[3] ? 'memory' : 'claim';
  expect(() => StorageMatrix.decide(purpose, backing)).toThrow(new Error(
    `StorageMatrix: ${purpose} on ${backing} is not allowed, ${because(purpose)}; leave the backing out (${mend}), `
    + 'choose another purpose, or give the reason why it is right here [purpose-fits-backing]',
  ));
});

test.each(CELLS.filter(({ allowed }) => !allowed))('$row on $column: a reason makes it an exception', ({ purpose, backing }) => {
  expect(StorageMatrix.decide(purpose, backing, 'agreed with the auditors')).toMatchObject({ backing, exception: 'agreed with the auditors' });
  expect(() => StorageMatrix.decide(purpose, backing, '  ')).toThrow('[purpose-fits-backing]');
});

test('a reason for what is allowed anyway is no exception', () => {
  expect(StorageMatrix.decide(StoragePurpose.APP_CACHE, DISK, 'because').exception).toBeUndefined();
});

test('one refusal, in full', () => {
  expect(() => StorageMatrix.decide(StoragePurpose.DATABASE_DATA, DISK)).toThrow(new Error(
    'StorageMatrix: database-data on disk is not allowed, data whose loss is unacceptable must outlive the pod; '
    + 'leave the backing out (claim), choose another purpose, or give the reason why it is right here [purpose-fits-backing]',
  ));
});

/** The kinds that the guide has no row for. */
test.each([
  { purpose: StoragePurpose.LARGE_SCRATCH, backing: EPHEMERAL_CLAIM, source: 'Kubernetes, generic ephemeral volumes (no row in the guide)' },
  { purpose: StoragePurpose.CONFIGURATION, backing: CONFIG_MAP, source: 'guide, part 6, summary (no row in the matrix)' },
  { purpose: StoragePurpose.SECRETS, backing: SECRET, source: 'guide, part 6, summary (no row in the matrix)' },
  { purpose: StoragePurpose.READ_ONLY_ASSETS, backing: IMAGE, source: 'Kubernetes, image volumes (no row in the guide)' },
])('$purpose: $backing', ({ purpose, backing, source }) => {
  expect(StorageMatrix.decide(purpose)).toMatchObject({ backing, source });
});

test('every purpose has one row, in the order of the guide, and every row gives its reason', () => {
  const decisions = StorageMatrix.decisions();
  expect(decisions.map(({ purpose }) => purpose)).toEqual(Object.values(StoragePurpose));
  expect(decisions.slice(0, 12).map(({ purpose }) => purpose)).toEqual(MATRIX.map((row) => row[1]));
  for (const { reason, source, lifecycle } of decisions) {
    expect([reason, source, lifecycle]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/), expect.stringMatching(/^(until|as long as) /)]);
  }
});

test.each([
  ['no purpose', () => StorageMatrix.decide('scratch' as StoragePurpose),
    'StorageMatrix: "scratch" is no purpose, so nothing says what holds it; use one of the members of StoragePurpose [purpose-known]'],
  ['no backing, though with a reason', () => StorageMatrix.decide(StoragePurpose.APP_CACHE, 'nvme' as StorageBacking, 'faster'),
    'StorageMatrix: "nvme" is no backing, so no volume can be made of it; use one of the members of StorageBacking [backing-known]'],
])('%s is refused', (_, ask, message) => {
  expect(ask).toThrow(new Error(message));
});

test('the lists are the caller\'s own', () => {
  StorageMatrix.decisions()[0].allowed.push(CLAIM);
  expect(StorageMatrix.decide(StoragePurpose.APP_CACHE).allowed).toEqual([DISK]);
});

/** The guide's summary: its component, its technology and what we write, its lifecycle and what it is. */
const SUMMARY = [
  { component: 'Application code', guide: 'OCI image layer', technology: 'OCI image layer', life: 'image lifetime', lifecycle: 'image' },
  {
    component: 'Configuration', guide: 'ConfigMap + read-only mount', technology: 'ConfigMap, mounted read-only',
    life: 'kubernetes object lifetime', lifecycle: 'Kubernetes object',
  },
  { component: 'Secrets', guide: 'Secret + tmpfs', technology: 'Secret volume (memory)', life: 'pod lifetime', lifecycle: 'pod' },
  { component: 'Application cache', guide: 'emptyDir', technology: 'emptyDir', life: 'pod lifetime', lifecycle: 'pod' },
  { component: 'Log files (short)', guide: 'emptyDir', technology: 'emptyDir', life: 'pod lifetime', lifecycle: 'pod' },
  { component: 'Large temp data', guide: 'emptyDir with sizeLimit', technology: 'emptyDir with sizeLimit', life: 'pod lifetime', lifecycle: 'pod' },
  // The claim's lifetime is its own: it ends before the cluster when it is deleted, and with Retain the volume outlives both.
  { component: 'Database data', guide: 'PVC', technology: 'PersistentVolumeClaim', life: 'cluster lifetime', lifecycle: 'claim' },
  { component: 'Message queue logs', guide: 'PVC', technology: 'PersistentVolumeClaim', life: 'cluster lifetime', lifecycle: 'claim' },
  {
    component: 'Shared memory (IPC)', guide: 'tmpfs or emptyDir medium=Memory', technology: 'emptyDir, medium Memory',
    life: 'pod lifetime', lifecycle: 'pod',
  },
];

test.each(SUMMARY.map((row, index) => ({ ...row, index })))('summary, $component: "$guide", "$life"', ({ index, component, technology, life, lifecycle }) => {
  const row = StorageMatrix.summary()[index];
  expect(row).toMatchObject({ component, technology, lifecycle });
  expect(row.source).toMatch(life === 'cluster lifetime' ? /^guide, part 6, summary says cluster lifetime; it is the claim's/ : /^guide, part 6, summary/);
});

test('the summary has nine rows', () => {
  expect(StorageMatrix.summary()).toHaveLength(9);
});
