import { posix } from 'path';
import * as ts from 'typescript';

/** A file as the checker sees it: its path from the root of the repository, and its text. */
export interface WallFile {
  readonly path: string;
  readonly text: string;
}

interface Floor {
  /** Other floors that it may import, all of them below. */
  readonly floors: readonly string[];
  /** Whether packages may be imported: not at all, their types, or loaded. */
  readonly packages: 'none' | 'types' | 'loaded';
}

const GROUND = ['storage', 'sizing', 'kubernetes', 'images'];

/** The floors table of src/README.md. */
export const FLOORS: Readonly<Record<string, Floor>> = {
  storage: { floors: [], packages: 'none' },
  sizing: { floors: [], packages: 'types' },
  kubernetes: { floors: [], packages: 'none' },
  images: { floors: [], packages: 'none' },
  plan: { floors: GROUND, packages: 'types' },
  manifest: { floors: ['plan', 'sizing', 'kubernetes', 'storage'], packages: 'none' },
  rules: { floors: ['manifest', 'sizing', 'kubernetes', 'images'], packages: 'none' },
  report: { floors: ['plan', 'rules', 'sizing', 'storage', 'manifest'], packages: 'none' },
  constructs: { floors: [...GROUND, 'plan', 'manifest', 'rules', 'report'], packages: 'loaded' },
  passes: { floors: [...GROUND, 'plan', 'manifest', 'rules', 'report', 'constructs'], packages: 'loaded' },
};

const BARREL = 'src/index.ts';
const CALCULATOR = 'src/sizing/sizing.ts';
const MEETING_POINT = 'src/constructs/plus.ts';
const MOST_LINES = 250;
const NAMES_THAT_SAY_NOTHING = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'base', 'manager']);

export interface Import {
  readonly target: string;
  /** Gone after compilation: `import type`, only `type` names, or `import('x').T`. */
  readonly typeOnly: boolean;
  readonly reExport: boolean;
}

const SEEN = new WeakMap<WallFile, Import[]>();

/** Everything that a file imports, in whatever way. */
export function importsOf(file: WallFile): Import[] {
  const imports = SEEN.get(file) ?? readImports(file);
  SEEN.set(file, imports);
  return imports;
}

function readImports({ path, text }: WallFile): Import[] {
  const found: Import[] = [];
  const add = (target: ts.Node | undefined, typeOnly = false, reExport = false) => {
    if (target !== undefined && ts.isStringLiteralLike(target)) {
      found.push({ target: target.text, typeOnly, reExport });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, onlyTypes(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      const names = node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
      add(node.moduleSpecifier, node.isTypeOnly || allTypes(names), true);
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined || clause.name !== undefined) {
    return clause?.isTypeOnly ?? false;
  }
  return clause.isTypeOnly || (clause.namedBindings !== undefined && ts.isNamedImports(clause.namedBindings) && allTypes(clause.namedBindings.elements));
}

function allTypes(names: readonly { readonly isTypeOnly: boolean }[]): boolean {
  return names.length > 0 && names.every(({ isTypeOnly }) => isTypeOnly);
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** Every wall that is broken, one sentence each. */
export function brokenWalls(files: readonly WallFile[]): string[] {
  const source = files.filter(({ path }) => path.startsWith('src/'));
  return [
    ...files.flatMap(shape),
    ...source.flatMap((file) => [...barrels(file), ...importsOf(file).flatMap((each) => brokenBy(file.path, each, source))]),
    ...cycles(source),
  ];
}

function shape({ path, text }: WallFile): string[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  const words = path.replace(/(\.test|\.prop)*\.ts$/, '').split(/[/.-]/);
  return [
    ...lines > MOST_LINES ? [`${path} has ${lines} lines, more than ${MOST_LINES}`] : [],
    ...words.filter((word) => NAMES_THAT_SAY_NOTHING.has(word)).map((word) => `${path} is called "${word}", which says nothing`),
  ];
}

function barrels(file: WallFile): string[] {
  if (file.path === BARREL) {
    return parse(file.path, file.text).statements
      .filter((statement) => !(ts.isExportDeclaration(statement) && statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)))
      .map((statement) => `${BARREL} holds more than named exports: ${statement.getText()}`);
  }
  return [
    ...posix.basename(file.path) === 'index.ts' ? [`${file.path} is a second barrel`] : [],
    ...importsOf(file).filter(({ reExport }) => reExport).map(({ target }) => `${file.path} passes on ${target}; only ${BARREL} does that`),
  ];
}

function brokenBy(from: string, { target, typeOnly }: Import, source: readonly WallFile[]): string[] {
  return target.startsWith('.') ? brokenByFile(from, target, source) : brokenByPackage(from, target, typeOnly);
}

function brokenByFile(from: string, target: string, source: readonly WallFile[]): string[] {
  const to = `${posix.join(posix.dirname(from), target)}.ts`;
  if (!source.some(({ path }) => path === to)) {
    return [`${from} imports ${target}, which is no file of src`];
  }
  const [floor, below] = [floorOf(from), floorOf(to)];
  const allowed = from === BARREL || floor === below || FLOORS[floor]?.floors.includes(below);
  return [
    ...FLOORS[floor] === undefined && from !== BARREL ? [`${from} stands on no floor of the table`] : [],
    ...allowed ? [] : [`${from} imports ${to}: ${floor} may not import ${below}`],
    ...floor === 'passes' && below === 'passes' ? [`${from} imports ${to}: one pass does not import another`] : [],
    ...isApplication(from, source) && isApplication(to, source) ? [`${from} imports ${to}: one application does not import another`] : [],
  ];
}

function brokenByPackage(from: string, target: string, typeOnly: boolean): string[] {
  if (target === 'cdk8s-plus-28' && !typeOnly && from !== MEETING_POINT) {
    return [`${from} loads cdk8s-plus-28; only ${MEETING_POINT} does that`];
  }
  const packages = from === CALCULATOR ? 'loaded' : FLOORS[floorOf(from)]?.packages ?? 'none';
  if (packages === 'loaded' || (packages === 'types' && typeOnly)) {
    return [];
  }
  return [`${from} ${typeOnly ? 'imports types of' : 'loads'} ${target}, but ${floorOf(from)} may import ${packages === 'none' ? 'nothing' : 'only types'} of packages`];
}

function floorOf(path: string): string {
  return path.split('/').length > 2 ? path.split('/')[1] : posix.basename(path);
}

/** A class that can be made, on `Workload` or on one of the abstract classes above it. */
function isApplication(path: string, source: readonly WallFile[]): boolean {
  const declared = /\b(abstract )?class (\w+) extends (\w+)/.exec(source.find((file) => file.path === path)?.text ?? '');
  return declared !== null && declared[1] === undefined && standsOnWorkload(declared[3], source);
}

function standsOnWorkload(name: string, source: readonly WallFile[]): boolean {
  const base = source.map(({ text }) => new RegExp(`\\babstract class ${name} extends (\\w+)`).exec(text)).find((found) => found !== null);
  return name === 'Workload' || (base !== undefined && standsOnWorkload(base[1], source));
}

/** Each cycle once, types included: a cycle of types says that two files hold one idea. */
function cycles(source: readonly WallFile[]): string[] {
  const edges = new Map(source.map((file) => [
    file.path, importsOf(file).filter(({ target }) => target.startsWith('.')).map(({ target }) => `${posix.join(posix.dirname(file.path), target)}.ts`),
  ]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`);
    } else if (!done.has(path)) {
      edges.get(path)?.forEach((next) => walk(next, [...trail, path]));
      done.add(path);
    }
  };
  source.forEach(({ path }) => walk(path, []));
  return found;
}
