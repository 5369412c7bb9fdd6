import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { loadAll } from 'js-yaml';
import { readKubernetesVersion } from '../../src/kubernetes/kubernetes-version';
import type { Manifest } from '../../src/manifest/model';
import { contextOf, evaluate } from '../../src/rules/evaluate';
import { Finding, sentence } from '../../src/rules/finding';
import type { RuleContext } from '../../src/rules/rule';

/** One directory per rule; in it `pass/` and `fail/`, one manifest file each. */
export const FIXTURES = join(__dirname, '../fixtures/rules');

const FINDING = /^# (error|warning): /;
const OPTION = /^# (kubernetes|digest|left): (.+)$/;

/** A manifest file, what its leading comments ask for and what they expect. */
export interface Fixture {
  readonly rule: string;
  readonly path: string;
  readonly documents: Manifest[];
  readonly context: RuleContext;
  /** The findings as printed, one a comment line. */
  readonly expected: string[];
  /** Why something is left for a person to decide after hardening. */
  readonly left?: string;
}

export function fixturesOf(rule: string, verdict: 'pass' | 'fail'): [name: string, fixture: Fixture][] {
  const directory = join(FIXTURES, rule, verdict);
  const files = existsSync(directory) ? readdirSync(directory).sort() : [];
  return files.map((file) => [file, readFixture(rule, join(directory, file))]);
}

function readFixture(rule: string, path: string): Fixture {
  const text = readFileSync(path, 'utf8');
  const { options, findings } = splitComments(text);
  const documents = loadAll(text).filter((document) => document !== null) as Manifest[];
  const version = readKubernetesVersion(options.get('kubernetes') ?? '1.28');
  if ('problem' in version) {
    throw new Error(`${path}: kubernetes ${version.problem}`);
  }
  return {
    rule,
    path,
    documents,
    context: contextOf(documents, { minor: version.minor, digestRequired: options.get('digest') === 'required' }),
    expected: findings.map((line) => line.slice('# '.length)),
    left: options.get('left'),
  };
}

interface Parts {
  readonly options: Map<string, string>;
  readonly notes: string[];
  readonly findings: string[];
  readonly body: string[];
}

function splitComments(text: string): Parts {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => !line.startsWith('#'));
  const comments = lines.slice(0, start);
  return {
    options: new Map(comments.map((line) => OPTION.exec(line)).filter((match) => match !== null).map(([, key, value]) => [key, value])),
    notes: comments.filter((line) => !FINDING.test(line)),
    findings: comments.filter((line) => FINDING.test(line)),
    body: lines.slice(start),
  };
}

/** What one rule finds in the documents of a file, in order. */
export function findingsOf({ rule, context }: Fixture, documents: readonly Manifest[]): Finding[] {
  return documents.flatMap((document) => evaluate(document, context).findings).filter((finding) => finding.rule === rule);
}

export function printed(finding: Finding): string {
  return `${finding.severity}: ${sentence(finding)}`;
}

/** Writes the findings below the options, for somebody to read; the caller asks for it with UPDATE_FIXTURES=1. */
export function writeExpected({ path }: Fixture, found: readonly string[]): void {
  const { notes, body } = splitComments(readFileSync(path, 'utf8'));
  writeFileSync(path, [...notes, ...found.map((line) => `# ${line}`), ...body].join('\n'));
}
