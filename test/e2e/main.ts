/**
 * npm run e2e [pods|api-server]
 *
 * Each suite runs in a process of its own: the pods suite in private mount, process, network and IPC namespaces, so that
 * whatever happens to it, even a kill -9, nothing of it stays on the machine but empty directories, which the next run removes.
 */
import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { install } from './install';
import { makeRunDir, removeRunDir } from './run-dir';

export interface Result { passed: number; failed: number; rows: string[][] }

const SUITES: Record<string, { namespaces: boolean; run: () => Promise<(report: Report) => Promise<Result>> }> = {
  'pods': { namespaces: true, run: async () => (await import('./suites/pods')).run },
  'api-server': { namespaces: false, run: async () => (await import(suiteOf('api-server'))).run },
};

type Report = (line: string) => void;

/**
 * The first process of a process namespace inherits every orphan and must bury it, which Node does not: a container
 * whose orphan is never buried never ends.
 */
const INIT = ['bash', '-c', '"$@" & wait $!', 'init'];

function suiteOf(name: string): string {
  return path.join(__dirname, name, 'suite');
}

const began = Number(process.env.E2E_BEGAN ?? Date.now());

const report: Report = line => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)}s  ${line}`);

async function outer(wanted: string[]): Promise<number> {
  if (process.getuid?.() !== 0) {
    console.error('npm run e2e needs root on a Debian 12 machine, because it starts real containers: mounts, namespaces and memory groups of its own.');
    return 1;
  }
  const runDir = makeRunDir();
  const clean = () => removeRunDir(runDir);
  process.on('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  const results: Result[] = [];
  for (const name of wanted) {
    if (SUITES[name].namespaces) await install(report);
    report(`suite ${name}`);
    results.push(await inOwnProcess(name, runDir));
  }
  for (const { rows } of results) printTable(rows);
  const sum = (field: 'passed' | 'failed') => results.reduce((total, result) => total + result[field], 0);
  report('done');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}

function inOwnProcess(name: string, runDir: string): Promise<Result> {
  const resultFile = path.join(runDir, `${name}.json`);
  const self = [process.execPath, '-r', 'ts-node/register/transpile-only', __filename, name];
  // Dies with this process, and everything in its process namespace with it.
  const argv = ['setpriv', '--pdeathsig', 'KILL',
    ...SUITES[name].namespaces ? ['unshare', '-m', '-p', '-n', '-i', '-f', '--kill-child', '--mount-proc', '--', ...INIT] : [], ...self];
  const env = { ...process.env, E2E_RUN_DIR: runDir, E2E_RESULT: resultFile, E2E_BEGAN: String(began), TS_NODE_PROJECT: path.join(__dirname, 'tsconfig.json') };
  return new Promise(resolve => {
    const child = spawn(argv[0], argv.slice(1), { stdio: 'inherit', env, cwd: path.join(__dirname, '..', '..') });
    child.on('close', code => {
      const ended = fs.existsSync(resultFile);
      if (!ended) report(`suite ${name} ended without a result (exit ${code})`);
      resolve(ended ? JSON.parse(fs.readFileSync(resultFile, 'utf8')) : { passed: 0, failed: 1, rows: [[name, '-', 'did not finish', '-']] });
    });
  });
}

function printTable(rows: string[][]): void {
  const widths = rows.reduce((all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)), [] as number[]);
  console.log();
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join(' | ').trimEnd());
  console.log();
}

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.filter(name => !(name in SUITES));
  if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`);
  if (process.env.E2E_RESULT === undefined) return outer(names.length > 0 ? names : Object.keys(SUITES));
  const run = await SUITES[names[0]].run();
  fs.writeFileSync(process.env.E2E_RESULT, JSON.stringify(await run(report)));
  return 0;
}

main().then(code => process.exit(code), error => {
  console.error(error);
  process.exit(1);
});
