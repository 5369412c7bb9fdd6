import { spawnSync } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  Platform, PostgresStore, PostgresStoreProps, PostgresWorkload, ReadOnlyApp, RedisDurability, RedisStore, RedisStoreProps, ReportFormat, SizingBasis,
  StoragePurpose, StorageReport,
} from '../../src';
import { judge } from '../judges';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SEED = process.env.CI === undefined ? undefined : 20261121;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);

function shop(): Chart {
  return new Chart(Testing.app(), 'shop');
}

function postgres(props: Partial<PostgresStoreProps>, chart = shop()): PostgresStore {
  return new PostgresStore(chart, 'db', {
    image: `postgres:16@${DIGEST}`, database: 'app', credentials: Secret.fromSecretName(chart, 'credentials', 'pg'),
    expectedData: Size.gibibytes(25), memory: Size.gibibytes(4), ...props,
  });
}

function redis(props: Partial<RedisStoreProps>, chart = shop()): RedisStore {
  return new RedisStore(chart, 'cache', { image: `redis:7.4@${DIGEST}`, durability: RedisDurability.APPEND_ONLY, dataset: Size.gibibytes(1), ...props });
}

const EMBEDDED = /^shop\/(db|cache): [^\n]*; [^\n]* \[[a-z-]+\](\nshop\/(db|cache): [^\n]*; [^\n]* \[[a-z-]+\])*$/;

test.each<[string, () => unknown, string]>([
  ['a name too long for a StatefulSet', () => postgres({ metadata: { name: 'checkout-pay-customer-ledger-postgres-database-of-europe' } }),
    'shop/db: name "checkout-pay-customer-ledger-postgres-database-of-europe" has 56 characters, 52 are possible, because Kubernetes adds 11 in a label of its pods, '
    + 'which would not start; set a shorter one, e.g. metadata: { name: "app" } [workload-name-length]'],
  ['two PostgreSQL pods', () => postgres({ replicas: 2 }),
    'shop/db: replicas is 2, each pod would be a database of its own behind one Service; leave it out; for replication use an operator such as CloudNativePG [one-primary]'],
  ['an unknown PostgreSQL image', () => postgres({ image: `mirror.example/pg:15@${DIGEST}` }),
    `shop/db: image "mirror.example/pg:15@${DIGEST}" is no PostgreSQL family of the catalogue, its user and paths are unknown; `
    + 'set imageFamily to one of postgres-alpine, postgres, postgres-cleanstart [image-family-known]'],
  ['no expected data', () => postgres({ expectedData: undefined as any }),
    'shop/db: expectedData is missing, the claim is twice that; state the largest database, e.g. Size.gibibytes(25) [size-stated]'],
  ['/dev/shm above the memory', () => postgres({ memory: Size.gibibytes(1), parallelQueries: 40 }),
    'shop/db: memory is 1Gi but shared_buffers 256Mi, /dev/shm 960Mi, maintenance_work_mem 64Mi and 10 connections x 12Mi add up to 1400Mi, '
    + 'so the kernel kills the server (exit 137) under load; raise memory, or lower maxConnections or parallelQueries [memory-holds-parts]'],
  ['a version without a number', () => postgres({ image: `postgres:latest@${DIGEST}` }),
    `shop/db: the major version is not in the tag of "postgres:latest@${DIGEST}", this release knows 14 to 18; state majorVersion [major-version]`],
  ['a data directory of the user\'s', () => postgres({ settings: { data_directory: '/data' } }),
    'shop/db: settings["data_directory"] is "/data", the claim decides where the data is; remove it [setting-contradicts-volume]'],
  ['a claim too small', () => postgres({ claimSize: Size.gibibytes(30) }),
    'shop/db: claimSize is 30Gi and the formula wants 50Gi, 2 x 25Gi of data, for WAL and index overhead; holds 5Gi of spilled queries as well; a claim that runs full stops the server; '
    + 'raise claimSize, or lower expectedData [claim-holds-data]'],
  ['a setting of two lines', () => postgres({ settings: { work_mem: '4MB\nssl = off' } }),
    'shop/db: settings["work_mem"] holds a line break, so it would add lines of its own; write one line [setting-one-line]'],
  ['a variable that moves the data', () => postgres({ env: { PGDATA: '/tmp/x' } }),
    'shop/db: the variable PGDATA is stated, and it decides where the data is or who may log in; remove it; the props decide it [setting-contradicts-volume]'],
  ['a volume over the data', () => postgres({ writablePaths: [{ path: '/var/lib/postgresql/data/pgdata', purpose: StoragePurpose.WORKING_DIRECTORY }] }),
    'shop/db: /var/lib/postgresql/data/pgdata of writablePaths[/var/lib/postgresql/data/pgdata] lies in /var/lib/postgresql/data, where the claim "data" holds the data, '
    + 'and would hide that part of it; choose a path outside the claim [mount-hides-data]'],
  ['a command that drops the password', () => redis({ command: ['redis-server'] }),
    'shop/cache: command of a store is stated, and the start command carries its configuration, data directory and password; use settings [setting-contradicts-volume]'],
  ['credentials that are no Secret', () => postgres({ credentials: 'creds' as any }),
    'shop/db: credentials is "creds", which is not a Secret; write Secret.fromSecretName(this, "id", "<its name>") [prop-shape]'],
  ['three Redis databases', () => redis({ replicas: 3 }),
    'shop/cache: replicas is 3, each pod would be a database of its own; leave it out; for replication use an operator [one-writer-per-claim]'],
  ['three Redis caches', () => redis({ replicas: 3, durability: RedisDurability.CACHE }),
    'shop/cache: replicas is 3, several caches behind one Service are different caches: hits at random, stale reads; '
    + 'make several RedisStores and share the keys out in the client [one-writer-per-claim]'],
  ['maxmemory above the limit', () => redis({ memory: Size.gibibytes(1) }),
    'shop/cache: dataset is 1Gi and memory is 1Gi, but a snapshot or rewrite may copy every page, and the kernel then kills the server (exit 137); raise memory to 2Gi or lower dataset [memory-holds-parts]'],
  ['no durability', () => redis({ durability: undefined as any }),
    'shop/cache: durability is undefined, each choice either loses data or buys disk; state one of the members of RedisDurability [durability-stated]'],
  ['a claim for a cache', () => redis({ durability: RedisDurability.CACHE, claimSize: Size.gibibytes(1) }),
    'shop/cache: a claim is stated for a cache, which keeps nothing; leave it out, or choose another durability [cache-without-claim]'],
  ['a password in a ConfigMap', () => redis({ settings: { requirepass: 'x' } }),
    'shop/cache: settings["requirepass"] is stated, a ConfigMap is no place for a password, use credentials; remove it [setting-contradicts-volume]'],
])('%s is refused', (_, act, text) => {
  expect(act).toThrow(new Error(text));
});

test('a store that nobody may reach is an error', () => {
  const chart = shop();
  const db = postgres({}, chart);
  expect(() => Testing.synth(chart)).toThrow('[shop/db] accepts connections from nobody, its NetworkPolicy denies what is not named; add db.connections.allowFrom(<client>) [store-reachable]');
  db.connections.allowFrom(db);
  expect(() => Testing.synth(chart)).not.toThrow();
});

function objects(chart: Chart, store: PostgresStore | RedisStore): any[] {
  store.connections.allowFrom(store);
  return Testing.synth(chart);
}

test.each<[string, (chart: Chart) => PostgresStore | RedisStore, string]>([
  ['PostgreSQL 50Gi for 25Gi', (chart) => postgres({ sizingBasis: SizingBasis.GUIDE }, chart), '50Gi'],
  ['Redis 1.5x with an append-only file', (chart) => redis({ sizingBasis: SizingBasis.GUIDE }, chart), '1536Mi'],
  ['Redis 1x with snapshots', (chart) => redis({ sizingBasis: SizingBasis.GUIDE, durability: RedisDurability.SNAPSHOT }, chart), '1Gi'],
])('the guide\'s figure: %s', (_, build, size) => {
  const chart = shop();
  const [set] = objects(chart, build(chart)).filter(({ kind }) => kind === 'StatefulSet');
  expect(set.spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe(size);
});

test('the claim, the selector and the Service name follow from nothing but what is stated for the store', () => {
  const immutable = (platform: object, props: Partial<PostgresStoreProps>) => {
    const chart = shop();
    Platform.of(chart).configure(platform);
    const { spec, metadata } = objects(chart, postgres(props, chart)).find(({ kind }) => kind === 'StatefulSet');
    return [metadata.name, spec.volumeClaimTemplates, spec.selector, spec.serviceName, spec.podManagementPolicy];
  };
  const expected = immutable({}, {});
  expect(immutable({ kubernetesVersion: '1.36', sizingBasis: SizingBasis.GUIDE }, {})).toEqual(expected);
  expect(immutable({}, { memory: Size.gibibytes(8), workload: PostgresWorkload.OLAP, image: `postgres:18@${DIGEST}`, parallelQueries: 2 })).toEqual(expected);
});

test.each([
  ['a password', 'a"b\\c', 'requirepass "a\\"b\\\\c"\n', 0],
  ['an empty password, which would let everybody in', '', '', 1],
])('Redis started with %s', (_, password, configuration, status) => {
  const chart = shop();
  const [set] = objects(chart, redis({ credentials: Secret.fromSecretName(chart, 's', 's') }, chart)).filter(({ kind }) => kind === 'StatefulSet');
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  writeFileSync(join(folder, 'password'), password);
  // A stand-in that prints what it is told on standard input.
  writeFileSync(join(folder, 'redis-server'), '#!/bin/sh\ncat\n', { mode: 0o755 });
  const script = set.spec.template.spec.containers[0].command[2].replaceAll('/run/secrets/redis', folder).replaceAll('/data/redis', join(folder, 'data'));
  const run = spawnSync('sh', ['-c', script], { env: { PATH: `${folder}:${process.env.PATH}` }, encoding: 'utf8' });
  expect([run.status, run.stdout]).toEqual([status, configuration]);
});

test('the report says which class holds the data, and who decides whether it is encrypted', () => {
  const chart = shop();
  Platform.of(chart).configure({ storageClassName: 'fast', encryptedStorageClasses: ['vault'] });
  postgres({}, chart);
  redis({ storageClassName: 'vault' }, chart);
  const report = StorageReport.of(chart).render(ReportFormat.TEXT);
  expect(report).toContain('note: encryption at rest: the data lies on storage class "fast"; whether that encrypts is decided by the class, not by this manifest, and the platform does not list it as encrypted');
  expect(report).toContain('note: encryption at rest: the data lies on storage class "vault", which the platform lists as encrypted');
});

test('a changed setting rolls the pods by the digest of the configuration', () => {
  const digest = (settings: Record<string, string>) => {
    const chart = shop();
    const [set] = objects(chart, postgres({ settings }, chart)).filter(({ kind }) => kind === 'StatefulSet');
    return set.spec.template.metadata.annotations['cdk8s-immutable/config-digest'];
  };
  expect(digest({ random_page_cost: '1.1' })).not.toBe(digest({}));
});

const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 64 }).map(Size.gibibytes) },
  { weight: 1, arbitrary: fc.constantFrom(0, NaN, 0.01).map(Size.mebibytes) },
);
const settings = option(fc.dictionary(fc.constantFrom('random_page_cost', 'hz', 'data_directory', 'dir'), fc.string()));
const common = {
  memory: option(size), claimSize: option(fc.integer({ min: 1, max: 500 }).map(Size.gibibytes)), settings, singlePodClaims: option(fc.boolean()),
  sizingBasis: option(fc.constantFrom(...Object.values(SizingBasis))),
};

test.each<[string, fc.Arbitrary<any>, (chart: Chart, props: any) => PostgresStore | RedisStore]>([
  ['PostgresStore', fc.record({
    ...common, expectedData: size, memory: size, workload: option(fc.constantFrom(...Object.values(PostgresWorkload))), querySpace: option(size),
    parallelQueries: option(fc.integer({ min: -1, max: 60 })),
    maxConnections: option(fc.integer({ min: 5, max: 300 })), replicas: option(fc.constantFrom(1, 2)),
    image: fc.constantFrom(`postgres:14@${DIGEST}`, `postgres:17-alpine@${DIGEST}`, `cleanstart/postgresql:15-prod@${DIGEST}`, 'pg:1'),
  }), (chart, props) => postgres(props, chart)],
  ['RedisStore', fc.record({
    ...common, dataset: size, durability: fc.constantFrom(...Object.values(RedisDurability)), replicas: option(fc.constantFrom(1, 3)),
    image: fc.constantFrom(`redis:7@${DIGEST}`, `valkey/valkey:8@${DIGEST}`, `bitnamilegacy/redis:8@${DIGEST}`, 'memcached:1'),
  }), (chart, props) => redis(props, chart)],
])('%s either synthesizes to what every judge accepts, or is refused in the grammar', (_, props, build) => {
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(fc.property(props, fc.constantFrom('1.28', '1.36'), (given, kubernetesVersion) => {
    const chart = shop();
    Platform.of(chart).configure({ kubernetesVersion });
    const client = new ReadOnlyApp(chart, 'client', { image: `client@${DIGEST}`, memory: Size.mebibytes(64) });
    // What is not stated is left out, as a user leaves it out.
    const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    let store: PostgresStore | RedisStore;
    try {
      store = build(chart, stated);
    } catch (error) {
      expect((error as Error).message).toMatch(EMBEDDED);
      outcomes.refused += 1;
      return;
    }
    store.connections.allowFrom(client);
    expect(judge(Testing.synth(chart), kubernetesVersion === '1.28' ? '1.28' : 'newest')).toEqual([]);
    outcomes.accepted += 1;
  }), { numRuns: RUNS, seed: SEED });
  expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(RUNS / 50);
});
