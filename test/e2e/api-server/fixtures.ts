/** The other way round: what our rules forbid goes to the server, which refuses some of it and lets the rest through. */
import * as path from 'path';
import type { Client, KubeObject } from './client';
import { childrenOf } from './controllers';
import { Document, readDocuments, yamlFiles } from './documents';
import { mendedBut } from './mended';
import type { Level } from './namespaces';
import { droppedFields } from './stored';
import { isAccepted, messageOf, verdictOf } from './verdict';
import { readPod } from '../../../src/manifest/read';
import { contextOf, evaluate } from '../../../src/rules/evaluate';
import type { RuleContext } from '../../../src/rules/rule';
import { fixturesOf } from '../../rules/fixtures';

const FIXTURES = path.join(__dirname, '..', '..', 'fixtures');

export interface Fixture {
  /** File and object: the entry in the table of expectations. */
  readonly key: string;
  readonly document: Document;
  /** The rule that the fixture is made for; the guide's manifests have none. */
  readonly rule?: string;
  /** The object with every fault mended but the rule's own. */
  readonly mended?: KubeObject;
  /** False for what stands beside a workload: a claim, a Service. */
  readonly hasPod: boolean;
  /** Our rules that call it an error. */
  readonly errors: string[];
  /** Our rules that warn of it. */
  readonly warnings: string[];
  /** What a rule of ours threw instead of a finding. */
  readonly thrown?: string;
}

/**
 * A client with strict validation, like kubectl, in a namespace without restrictions; the same in a restricted one, where a
 * rule's fixture goes with all faults mended but its own; and a client without strict validation.
 */
export const QUESTIONS = ['privileged', 'restricted', 'ignoring'] as const;
export type Question = typeof QUESTIONS[number];

export interface Ruling {
  readonly verdict: string;
  /** The server's message when it refused. */
  readonly message: string;
}

export type Rulings = Partial<Record<Question, Ruling>>;

/** Where the faults are: the guide's manifests, and what each rule must find fault with. */
export const SOURCES: Record<string, () => string[]> = {
  "the guide's manifests": () => yamlFiles(path.join(FIXTURES, 'guide')),
  "the rules' failing fixtures": () => yamlFiles(path.join(FIXTURES, 'rules'), (name) => name.split(path.sep).includes('fail')),
};

export function readFixtures(files: string[]): Fixture[] {
  return files.flatMap((file) => {
    const documents = readDocuments(file);
    const rule = ruleOf(file);
    const context = contextOfFile(file, rule, documents);
    const seen = new Map<string, number>();
    return documents.map((document) => {
      const times = (seen.get(document.label) ?? 0) + 1;
      seen.set(document.label, times);
      const key = `${path.relative(FIXTURES, file)} ${document.label}${times > 1 ? ` (${times})` : ''}`;
      return { key, document, hasPod: readPod(document.object) !== undefined, ...judgedByUs(rule, document.object, context) };
    });
  });
}

/** A rule's fixture says in its first lines which cluster it is meant for. */
function contextOfFile(file: string, rule: string | undefined, documents: Document[]): RuleContext {
  const declared = rule === undefined ? [] : fixturesOf(rule, 'fail').map(([, fixture]) => fixture);
  return declared.find((fixture) => fixture.path === file)?.context ?? contextOf(documents.map(({ object }) => object));
}

function judgedByUs(rule: string | undefined, object: KubeObject, context: RuleContext): Omit<Fixture, 'key' | 'document' | 'hasPod'> {
  try {
    const { findings } = evaluate(object, context);
    const rulesOf = (wanted: string) => [...new Set(findings.filter(({ severity }) => severity === wanted).map((finding) => finding.rule))];
    return { rule, mended: rule === undefined ? undefined : mendedBut(rule, object, context), errors: rulesOf('error'), warnings: rulesOf('warning') };
  } catch (error) {
    return { rule, errors: [], warnings: [], thrown: (error as Error).message };
  }
}

/** `rules/<id>/fail/...` */
function ruleOf(file: string): string | undefined {
  const [folder, id] = path.relative(FIXTURES, file).split(path.sep);
  return folder === 'rules' ? id : undefined;
}

/** Nothing is kept: every request is a dry run, which admission and validation treat like any other. */
export async function judgeFixture(client: Client, { document, mended }: Fixture, namespaces: Record<Level, string>): Promise<Rulings> {
  const { object, text } = document;
  const privileged = await ask(client, object, text, namespaces.privileged, 'Strict');
  const restricted = await ask(client, mended ?? object, mended ? undefined : text, namespaces.restricted, 'Strict');
  const ignoring = privileged.verdict.startsWith('unknown field') ? await ask(client, object, text, namespaces.privileged, 'Ignore') : undefined;
  return { privileged, restricted, ...(ignoring && { ignoring }) };
}

/** Created, not applied: server-side apply names one unknown field of several, and not always the same one. */
async function ask(client: Client, given: KubeObject, text: string | undefined, namespace: string, fieldValidation: string): Promise<Ruling> {
  // The text as it stands, unless it names a namespace of its own.
  const { namespace: own, ...metadata } = given.metadata;
  const object = { ...given, metadata };
  const answer = await client.create(object, namespace, { query: { dryRun: 'All', fieldValidation }, text: own === undefined ? text : undefined });
  const verdict = verdictOf(answer);
  if (!isAccepted(verdict)) return { verdict, message: messageOf(answer) };
  const dropped = droppedFields(object, answer.body);
  return ruleOnChildren(client, answer.body, namespace, dropped.length > 0 ? `${verdict}, dropping ${dropped.join(', ')}` : verdict);
}

/** The first refusal among what the controllers would make, else the verdict so far. */
async function ruleOnChildren(client: Client, owner: KubeObject, namespace: string, verdict: string): Promise<Ruling> {
  for (const child of childrenOf(owner)) {
    const answer = await client.create(child, namespace, { query: { dryRun: 'All' } });
    const own = verdictOf(answer);
    if (!isAccepted(own)) return { verdict: `${child.kind}: ${own}`, message: messageOf(answer) };
    const below = await ruleOnChildren(client, answer.body, namespace, own === 'accepted' ? verdict : own);
    if (!isAccepted(below.verdict)) return below;
  }
  return { verdict, message: '' };
}
