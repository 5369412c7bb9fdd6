/** The other way round: what our rules forbid goes to the server, which refuses some of it and lets the rest through. */
import * as path from 'path';
import type { Client, KubeObject, Query } from './client';
import { childrenOf } from './controllers';
import { Document, readDocuments, yamlFiles } from './documents';
import type { Level } from './namespaces';
import { isAccepted, messageOf, verdictOf } from './verdict';
import { contextOf, evaluate } from '../../../src/rules/evaluate';

const FIXTURES = path.join(__dirname, '..', '..', 'fixtures');

export interface Fixture {
  /** File and object: the entry in the table of expectations. */
  readonly key: string;
  readonly document: Document;
  /** Our rules that call it an error. */
  readonly errors: string[];
}

/** A client that validates strictly, as kubectl does, in either kind of namespace; and one that ignores what it does not know. */
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
    const context = contextOf(documents.map(({ object }) => object));
    const seen = new Map<string, number>();
    return documents.map((document) => {
      const times = (seen.get(document.label) ?? 0) + 1;
      seen.set(document.label, times);
      const findings = evaluate(document.object, context).findings.filter(({ severity }) => severity === 'error');
      return {
        key: `${path.relative(FIXTURES, file)} ${document.label}${times > 1 ? ` (${times})` : ''}`,
        document,
        errors: [...new Set(findings.map(({ rule }) => rule))],
      };
    });
  });
}

/** Nothing is kept: every request is a dry run, which admission and validation treat like any other. */
export async function judgeFixture(client: Client, { document }: Fixture, namespaces: Record<Level, string>): Promise<Rulings> {
  const privileged = await ask(client, document, namespaces.privileged, 'Strict');
  const restricted = await ask(client, document, namespaces.restricted, 'Strict');
  const ignoring = restricted.verdict.startsWith('unknown field') ? await ask(client, document, namespaces.restricted, 'Ignore') : undefined;
  return { privileged, restricted, ...(ignoring && { ignoring }) };
}

async function ask(client: Client, document: Document, namespace: string, fieldValidation: 'Strict' | 'Ignore'): Promise<Ruling> {
  const query: Query = { dryRun: 'All', fieldValidation };
  // The text as it stands, unless it names a namespace of its own.
  const { namespace: own, ...metadata } = document.object.metadata;
  const object = { ...document.object, metadata };
  const text = own === undefined ? document.text : JSON.stringify(object);
  // Server-side apply checks against its schema whatever is asked, so the careless client is one that creates.
  const answer = fieldValidation === 'Strict'
    ? await client.apply(object, namespace, { query, text })
    : await client.create(object, namespace, { query, text });
  const verdict = verdictOf(answer);
  return isAccepted(verdict) ? ruleOnChildren(client, answer.body, namespace, verdict) : { verdict, message: messageOf(answer) };
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
