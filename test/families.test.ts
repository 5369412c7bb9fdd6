import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { GOLDEN } from './golden';
import { StorageMatrix, StoragePurpose } from '../src';
import { Feature, FEATURES } from '../src/kubernetes/features';
import { NEWEST_MINOR } from '../src/kubernetes/kubernetes-version';
import { CONTROLS } from '../src/rules/controls';
import { RULES } from '../src/rules/registry';
import type { Rule } from '../src/rules/rule';
import { MATRIX_ROWS } from '../src/storage/matrix-rows';

/*
 * Families are closed both ways: a member that lacks a part fails, and so does a part without a member.
 */

const ROOT = join(__dirname, '..');
const FIXTURES = join(__dirname, 'fixtures', 'rules');

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

function foldersIn(...path: string[]): string[] {
  const folder = join(ROOT, ...path);
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort() : [];
}

function filesIn(folder: string, extension: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(extension)).map((name) => basename(name, extension)).sort() : [];
}

/** Files of src/rules that export a record of type Rule, by name and id. */
const RULE_FILES = filesIn(join(ROOT, 'src', 'rules'), '.ts')
  .flatMap((file) => [...read('src', 'rules', `${file}.ts`).matchAll(/^export const (\w+): Rule = \{\s*id: '([^']*)'/gm)].map(([, name, id]) => ({ file, name, id })));

describe('rules', () => {
  test('every file with a rule is registered, and nothing else is', () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual(RULE_FILES.map(({ id }) => id).sort());
    expect(RULES.length).toBeGreaterThan(20);
  });

  test('ids are the names of their files, kebab-case, one each', () => {
    expect(RULE_FILES.filter(({ file, id }) => file !== id)).toEqual([]);
    expect(RULE_FILES.filter(({ id, name }) => name !== id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))).toEqual([]);
    expect(RULES.filter(({ id }) => !/^[a-z]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  test.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s says all that a rule says', (_, rule) => {
    expect(rule.title).toMatch(/^\S.*[^.\s]$/);
    expect(rule.rationale).toMatch(/^\S.{20,}\.$/s);
    expect(rule.controls.length).toBeGreaterThanOrEqual(1);
    expect(new Set(rule.controls).size).toBe(rule.controls.length);
    expect(rule.sources.length).toBeGreaterThanOrEqual(1);
    expect(rule.sources.every((source) => source.trim() !== '')).toBe(true);
    // A fix has a class, and a class a fix.
    expect(rule.fix === undefined).toBe(rule.fixClass === undefined);
  });

  test('titles are different', () => {
    expect(new Set(RULES.map(({ title }) => title)).size).toBe(RULES.length);
  });

  test('every control is used by a rule, and every rule uses one of the list', () => {
    const listed: object[] = Object.values(CONTROLS);
    const used = RULES.flatMap(({ controls }) => controls);
    expect(Object.entries(CONTROLS).filter(([, control]) => !used.includes(control)).map(([name]) => name)).toEqual([]);
    expect(used.filter((control) => !listed.includes(control))).toEqual([]);
    expect(new Set(Object.values(CONTROLS).map(({ standard, id }) => `${standard} ${id}`)).size).toBe(listed.length);
  });
});

describe('fixtures of rules', () => {
  test('no rule without a folder, no folder without a rule', () => {
    expect(foldersIn('test', 'fixtures', 'rules')).toEqual(RULES.map(({ id }) => id).sort());
  });

  test('each folder has manifests that pass and manifests that fail, and nothing else', () => {
    for (const id of foldersIn('test', 'fixtures', 'rules')) {
      const contents = readdirSync(join(FIXTURES, id)).sort();
      const [fail, pass] = ['fail', 'pass'].map((kind) => filesIn(join(FIXTURES, id, kind), '.yaml').length > 0);
      expect({ id, contents, fail, pass }).toEqual({ id, contents: ['fail', 'pass'], fail: true, pass: true });
    }
  });
});

describe('examples', () => {
  const examples = foldersIn('examples');

  test.each(examples)('%s has a chart, a program, a page, a golden and a link', (name) => {
    for (const file of ['chart.ts', 'main.ts', 'README.md']) {
      expect({ file, exists: existsSync(join(ROOT, 'examples', name, file)) }).toEqual({ file, exists: true });
    }
    expect(existsSync(join(GOLDEN, `${name}.yaml`))).toBe(true);
    expect(read('README.md')).toContain(`](examples/${name})`);
    expect(read('examples', name, 'README.md')).toContain(`test/golden/${name}.yaml`);
  });

  test('no golden without an example', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual(examples.map((name) => `${name}.yaml`));
  });

  test('no link in the README to an example that is gone', () => {
    expect([...read('README.md').matchAll(/\]\(examples\/([^)/]+)/g)].map(([, name]) => name).sort()).toEqual(examples);
  });
});

describe('the storage matrix', () => {
  test('every purpose is a row, every row a purpose', () => {
    expect(MATRIX_ROWS.map(({ purpose }) => purpose)).toEqual(Object.values(StoragePurpose));
    expect(StorageMatrix.decisions().map(({ purpose }) => purpose)).toEqual(Object.values(StoragePurpose));
  });

  test('every row allows something, and says why and where that is written', () => {
    for (const { allowed, reason, source } of MATRIX_ROWS) {
      expect(allowed.length).toBeGreaterThanOrEqual(1);
      expect(reason.trim()).not.toBe('');
      expect(source.trim()).not.toBe('');
    }
  });
});

describe('features of Kubernetes', () => {
  test.each(Object.entries<Feature>(FEATURES))('%s has fields, a source, and stages in order', (_, feature) => {
    expect(feature.fields.length).toBeGreaterThanOrEqual(1);
    expect(feature.source).toMatch(/^KEP-\d+/);
    const stages = [feature.alpha, feature.beta, feature.onByDefault, feature.stable].filter((stage) => stage !== undefined);
    expect(stages.length).toBeGreaterThanOrEqual(1);
    expect(stages).toEqual([...stages].sort((a, b) => a - b));
    // What is stable needs no gate; what has no beta yet cannot be on.
    expect(feature.stable === undefined || feature.onByDefault !== undefined).toBe(true);
    expect(feature.onByDefault === undefined || (feature.beta ?? feature.stable) !== undefined).toBe(true);
  });

  test('nothing is stable that no release has yet', () => {
    expect(Object.values<Feature>(FEATURES).filter(({ stable = 0 }) => stable > NEWEST_MINOR)).toEqual([]);
  });

  test('titles are different', () => {
    expect(new Set(Object.values(FEATURES).map(({ title }) => title)).size).toBe(Object.keys(FEATURES).length);
  });
});
