/** The committed table of what the servers say of each fixture, so that a change of theirs or of ours is noticed. */
import * as fs from 'fs';
import * as path from 'path';
import { QUESTIONS, Question, Rulings } from './fixtures';
import { apiServerPins, minorOf } from './pins';

const FILE = path.join(__dirname, 'expected-verdicts.json');

/** One verdict where all servers agree, else one for each minor version. */
type Expected = string | Record<string, string>;
type Entry = Partial<Record<Question, Expected>>;
export type Table = Record<string, Entry>;

export function readTable(): Table {
  return fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, 'utf8')) : {};
}

/** What differs from the table, or undefined. */
export function surprise(table: Table, key: string, rulings: Rulings, minor: string): string | undefined {
  const entry = table[key];
  if (entry === undefined) return 'has no entry in expected-verdicts.json: run main.ts --accept and review what it writes';
  const differing = QUESTIONS.filter((question) => !allowed(entry[question], minor).includes(rulings[question]?.verdict));
  return differing.map((question) => `${question}: expected ${allowed(entry[question], minor).join(' or ')}, got ${rulings[question]?.verdict}`).join('; ') || undefined;
}

/** A server between the pinned ones may side with either. */
function allowed(expected: Expected | undefined, minor: string): (string | undefined)[] {
  if (typeof expected !== 'object') return [expected];
  return pinnedMinors().includes(minor) ? [expected[minor]] : Object.values(expected);
}

export function pinnedMinors(): string[] {
  return apiServerPins().map(({ version }) => minorOf(version));
}

/** Writes the table anew from the rulings of every pinned server, one line for each fixture. */
export function writeTable(rulings: Map<string, Map<string, Rulings>>): void {
  const minors = pinnedMinors();
  if (minors.some((minor) => !rulings.has(minor))) throw new Error(`the table is written from the rulings of ${minors.join(' and ')} only`);
  const keys = [...rulings.get(minors[0])!.keys()].sort();
  const lines = keys.map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(entryOf(minors, (minor) => rulings.get(minor)?.get(key) ?? {}))}`);
  fs.writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
}

function entryOf(minors: string[], rulingsAt: (minor: string) => Rulings): Entry {
  const entry: Entry = {};
  for (const question of QUESTIONS) {
    const verdicts = minors.flatMap((minor) => {
      const ruling = rulingsAt(minor)[question];
      return ruling ? [[minor, ruling.verdict]] : [];
    });
    if (verdicts.length === 0) continue;
    const agree = verdicts.length === minors.length && new Set(verdicts.map(([, verdict]) => verdict)).size === 1;
    entry[question] = agree ? verdicts[0][1] : Object.fromEntries(verdicts);
  }
  return entry;
}
