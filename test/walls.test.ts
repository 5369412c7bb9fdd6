import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { brokenWalls, FLOORS, importsOf, WallFile } from './walls';

const ROOT = join(__dirname, '..');

/** Files below a folder; what is not TypeScript, and what end-to-end tests build or take as input, is no code of ours. */
function filesBelow(folder: string): WallFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|fixtures|programs)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

describe('the walls stand', () => {
  const source = filesBelow('src');

  test('in src', () => {
    expect(source.length).toBeGreaterThan(60);
    expect(brokenWalls(source)).toEqual([]);
  });

  test('in test', () => {
    expect(brokenWalls(filesBelow('test'))).toEqual([]);
  });

  test('every folder of src is a floor, and every floor a folder', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.sort()).toEqual(Object.keys(FLOORS).sort());
  });

  test('the map in src/README.md names the same floors', () => {
    const map = readFileSync(join(ROOT, 'src', 'README.md'), 'utf8');
    const rows = map.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|')[1]);
    expect(rows.flatMap((cell) => [...cell.matchAll(/`(\w+)\/`/g)].map(([, floor]) => floor)).sort()).toEqual(Object.keys(FLOORS).sort());
  });

  test('floors import down only', () => {
    const names = Object.keys(FLOORS);
    for (const [floor, { floors }] of Object.entries(FLOORS)) {
      expect(floors.filter((below) => names.indexOf(below) >= names.indexOf(floor))).toEqual([]);
    }
  });
});

/** Small files that break one wall each: the checker must see all of them. */
const file = (path: string, text = '') => ({ path: `src/${path}`, text });
const empty = ['storage/a', 'sizing/a', 'images/a', 'plan/a', 'manifest/a', 'rules/a', 'report/a', 'constructs/a', 'passes/a', 'passes/b']
  .map((path) => file(`${path}.ts`));
const breaks = (path: string, text: string) => brokenWalls([...empty.filter((each) => each.path !== `src/${path}`), file(path, text)]);

describe('the checker sees', () => {
  test.each([
    ['storage/x.ts', '../sizing/a', 'storage may not import sizing'],
    ['images/x.ts', '../sizing/a', 'images may not import sizing'],
    ['sizing/x.ts', '../images/a', 'sizing may not import images'],
    ['sizing/x.ts', '../plan/a', 'sizing may not import plan'],
    ['plan/x.ts', '../manifest/a', 'plan may not import manifest'],
    ['manifest/x.ts', '../rules/a', 'manifest may not import rules'],
    ['manifest/x.ts', '../images/a', 'manifest may not import images'],
    ['rules/x.ts', '../plan/a', 'rules may not import plan'],
    ['rules/x.ts', '../storage/a', 'rules may not import storage'],
    ['report/x.ts', '../constructs/a', 'report may not import constructs'],
    ['constructs/x.ts', '../passes/a', 'constructs may not import passes'],
    ['passes/x.ts', './b', 'one pass does not import another'],
    ['plan/x.ts', './gone', 'which is no file of src'],
    ['elsewhere/x.ts', '../plan/a', 'stands on no floor'],
  ])('%s importing %s', (path, target, message) => {
    for (const text of [`import { a } from '${target}';`, `import type { a } from '${target}';`, `const a = require('${target}');`]) {
      expect(breaks(path, text).join('\n')).toContain(message);
    }
  });

  test.each([
    ['plan/x.ts', 'import { Size } from \'cdk8s\';', 'loads cdk8s, but plan may import only types'],
    ['plan/x.ts', 'import cdk8s from \'cdk8s\';', 'loads cdk8s'],
    ['plan/x.ts', 'import * as cdk8s from \'cdk8s\';', 'loads cdk8s'],
    ['plan/x.ts', 'import cdk8s = require(\'cdk8s\');', 'loads cdk8s'],
    ['plan/x.ts', 'import \'cdk8s\';', 'loads cdk8s'],
    ['plan/x.ts', 'import { type Size, App } from \'cdk8s\';', 'loads cdk8s'],
    ['sizing/load.ts', 'import { Size } from \'cdk8s\';', 'loads cdk8s, but sizing may import only types'],
    ['plan/x.ts', 'export const read = async () => import(\'fs\');', 'loads fs'],
    ['report/x.ts', 'import type { Size } from \'cdk8s\';', 'imports types of cdk8s, but report may import nothing'],
    ['rules/x.ts', 'type S = import(\'cdk8s\').Size;', 'imports types of cdk8s, but rules may import nothing'],
    ['constructs/x.ts', 'import { Service } from \'cdk8s-plus-28\';', 'only src/constructs/plus.ts does that'],
    ['constructs/x.ts', 'const plus = () => require(\'cdk8s-plus-28\');', 'only src/constructs/plus.ts does that'],
  ])('%s with %s', (path, text, message) => {
    expect(breaks(path, text).join('\n')).toContain(message);
  });

  test.each([
    ['an application that imports another', 'constructs/app.ts', 'import { A } from \'./a\';\nclass B extends Workload {}', [file('constructs/a.ts', 'class A extends Workload {}')]],
    ['an application that imports another over a base of its own', 'constructs/app.ts', 'import { A } from \'./a\';\nclass B extends Store {}', [
      file('constructs/a.ts', 'class A extends Workload {}'), file('constructs/store.ts', 'abstract class Store extends Workload {}'),
    ]],
    ['a cycle', 'plan/x.ts', 'import { y } from \'./y\';', [file('plan/y.ts', 'import { z } from \'./z\';'), file('plan/z.ts', 'import type { x } from \'./x\';')]],
    ['a long file', 'plan/x.ts', 'const a = 1;\n'.repeat(251), []],
    ['a file whose name says nothing', 'plan/string-utils.ts', '', []],
    ['a folder whose name says nothing', 'plan/common/x.ts', '', []],
    ['a second barrel', 'plan/index.ts', '', []],
    ['a barrel under another name', 'plan/x.ts', 'export { a } from \'./a\';', []],
    ['a star in the barrel', 'index.ts', 'export * from \'./plan/a\';', []],
    ['code in the barrel', 'index.ts', 'export const a = 1;', []],
  ])('%s', (_, path, text, others) => {
    const names = others.map((other) => other.path);
    const found = brokenWalls([...empty.filter((each) => !names.includes(each.path)), ...others, file(path, text)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`src/${path}`);
  });

  test('nothing where all is well', () => {
    expect(breaks('plan/x.ts', 'const a = 1;\n'.repeat(250))).toEqual([]);
    expect(breaks('plan/x.ts', 'import type { Size } from \'cdk8s\';\nimport { type App } from \'cdk8s\';\nimport { a } from \'../sizing/a\';')).toEqual([]);
    expect(breaks('sizing/sizing.ts', 'import { Size } from \'cdk8s\';')).toEqual([]);
    expect(breaks('constructs/plus.ts', 'const plus = () => require(\'cdk8s-plus-28\');')).toEqual([]);
    expect(breaks('constructs/x.ts', 'import type { Service } from \'cdk8s-plus-28\';\nimport { App } from \'cdk8s\';')).toEqual([]);
    const onBase = [file('constructs/workload.ts', 'abstract class Workload {}'), file('constructs/app.ts', 'import { Workload } from \'./workload\';\nclass B extends Workload {}')];
    expect(brokenWalls(onBase)).toEqual([]);
    expect(breaks('index.ts', 'export { a } from \'./plan/a\';\nexport type { b } from \'./passes/a\';')).toEqual([]);
  });

  test('every way of importing, and no import in a comment or a string', () => {
    const text = '// import x from \'no\';\nconst s = "import(\'no\')";\nimport a from \'one\';\nexport type { b } from \'two\';\nlet c: import(\'three\').C;';
    expect(importsOf(file('plan/x.ts', text))).toEqual([
      { target: 'one', typeOnly: false, reExport: false },
      { target: 'two', typeOnly: true, reExport: true },
      { target: 'three', typeOnly: true, reExport: false },
    ]);
  });
});
