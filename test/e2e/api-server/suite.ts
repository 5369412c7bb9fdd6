/** A real API server judges it: everything emitted passes, and what our rules add to the server's own is shown. */
import * as path from 'path';
import { provideBinaries } from './binaries';
import { Checks } from './checks';
import { makeStorageClasses } from './claims';
import type { Client } from './client';
import { Document, readDocuments, yamlFiles } from './documents';
import { readTable, surprise, Table, writeTable } from './expectations';
import { Fixture, judgeFixture, readFixtures, Rulings, SOURCES } from './fixtures';
import { GoldenTrial } from './goldens';
import { makeNamespace } from './namespaces';
import { minorOf } from './pins';
import { reportRulings, rowsOf, Trial } from './report';
import { startServer } from './server';

interface Golden { readonly name: string; readonly documents: Document[] }

/** The first row names the columns. With `accept` the table of expectations is written instead of compared. */
export async function run(report: (line: string) => void, accept = false): Promise<{ passed: number; failed: number; rows: string[][] }> {
  const checks = new Checks(report);
  const goldens = readGoldens(checks);
  const fixtures = Object.entries(SOURCES)
    .flatMap(([title, files]) => attempt(checks, `${title} are read`, () => readFixtures(files())) ?? []);
  for (const { key, thrown } of fixtures) checks.check(`our rules judge ${key}`, thrown);
  const table = accept ? undefined : readTable();
  const trials: Trial[] = [];
  const binaries = await provideBinaries(report);
  for (const { path: program, version } of binaries.apiServers) {
    const started = Date.now();
    const server = await startServer(binaries.etcd, program);
    report(`kube-apiserver ${version} serves after ${seconds(started)}`);
    try {
      trials.push(await trial(server.client, version, goldens, fixtures, checks, table));
    } finally {
      await server.stop();
    }
    report(`kube-apiserver ${version} has judged ${goldens.length} goldens and ${fixtures.length} fixtures, ${seconds(started)}`);
  }
  if (accept) {
    writeTable(new Map(trials.map(({ version, rulings }) => [minorOf(version), rulings])));
  } else {
    const keys = new Set(fixtures.map(({ key }) => key));
    const stale = Object.keys(table!).filter((key) => !keys.has(key));
    checks.check('every expectation has its fixture', stale.join(', '));
  }
  reportRulings(fixtures, trials, report);
  return { passed: checks.passed, failed: checks.failed, rows: rowsOf(goldens.map(({ name }) => name), fixtures, trials) };
}

function readGoldens(checks: Checks): Golden[] {
  const folders = { 'golden': path.join(__dirname, '..', '..', 'golden'), 'stand-in': path.join(__dirname, 'fixtures') };
  return Object.entries(folders).flatMap(([title, folder]) => (attempt(checks, `the ${title}s are read`, () => yamlFiles(folder)) ?? [])
    .map((file) => ({ name: `${title} ${path.basename(file, '.yaml')}`, documents: readDocuments(file) })));
}

function attempt<T>(checks: Checks, what: string, act: () => T): T | undefined {
  try {
    const result = act();
    checks.check(what, undefined);
    return result;
  } catch (error) {
    checks.check(what, (error as Error).message);
    return undefined;
  }
}

async function trial(client: Client, version: string, goldens: Golden[], fixtures: Fixture[], checks: Checks, table?: Table): Promise<Trial> {
  const minor = minorOf(version);
  const namespaces = { restricted: 'restricted', privileged: 'privileged' } as const;
  for (const level of Object.values(namespaces)) await makeNamespace(client, level, level, minor);
  await makeStorageClasses(client, [...goldens, { documents: fixtures.map(({ document }) => document) }].flatMap(({ documents }) => documents), 'restricted');

  const goldenResults = new Map<string, { passed: number; failed: number }>();
  for (const { name, documents } of goldens) {
    const before = { passed: checks.passed, failed: checks.failed };
    await guarded(checks, `${name} on ${version}`, async () => {
      // A namespace each, so that names never meet.
      const namespace = name.replace(/[^a-z0-9]+/g, '-');
      await makeNamespace(client, namespace, 'restricted', minor);
      await new GoldenTrial(client, namespace, checks, `${name} on ${version}`).run(documents);
    });
    goldenResults.set(name, { passed: checks.passed - before.passed, failed: checks.failed - before.failed });
  }

  const rulings = new Map<string, Rulings>();
  for (const fixture of fixtures) {
    await guarded(checks, `${fixture.key} on ${version}`, async () => {
      const ruling = await judgeFixture(client, fixture, namespaces);
      rulings.set(fixture.key, ruling);
      if (table !== undefined) checks.check(`${fixture.key} on ${version}`, surprise(table, fixture.key, ruling, minor));
    });
  }
  return { version, goldenResults, rulings };
}

async function guarded(checks: Checks, what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    checks.check(what, (error as Error).message);
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
