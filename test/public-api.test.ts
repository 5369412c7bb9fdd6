import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');

/** Everything that a user can import. A name that appears or goes is a decision, so it is written down here. */
const PUBLIC = `
  AppService AppServiceProps AppServiceType BatchLoad Budget ConfigMapKey Connections ContainerPortView ContainerPortsView DurableVolume
  DurableVolumeProps EphemeralBudgetProps EphemeralVolume EphemeralVolumeProps ExposeViaIngressOptions ExposeViaServiceOptions Finding HealthChecks
  ImageFamily ImagePolicy KafkaBroker KafkaBrokerProps KafkaLoad MemoryBudgetProps MountableVolume MountedFiles NginxLoad NginxProxy NginxProxyProps
  NodeSwap Platform PlatformProps PostgresLoad PostgresStore PostgresStoreProps PostgresWorkload ProxyCache ReadOnlyApp ReadOnlyAppProps ReadOnlyJob
  ReadOnlyJobProps RedisDurability RedisLoad RedisStore RedisStoreProps ReportFormat RuleException Scheduling SecretKey Severity Sidecar SizedVolume
  Sizing SizingBasis StorageBacking StorageDecision StorageMatrix StoragePurpose StorageReport StorageSummaryRow StoreProps Toleration
  VolumeMountOptions WebLoad WorkloadProps WritablePath
`.trim().split(/\s+/);

/** Members whose signature may say `any`, as `Type.member`. None: what a user hands over or gets has a type. */
const MAY_SAY_ANY: readonly string[] = [];

/** One idea a file makes many files; each costs about a millisecond when a program starts. */
const MOST_FILES_LOADED = 140;

interface Member {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

/** Reads the public surface from the sources: an assembly from an earlier compilation would be judged in their place. */
class Surface {
  public readonly exports: readonly ts.Symbol[];
  private readonly checker: ts.TypeChecker;

  constructor(entry: string) {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: ['node'] }, ROOT);
    const program = ts.createProgram([entry], { ...options, noEmit: true });
    this.checker = program.getTypeChecker();
    const module = this.checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
    this.exports = this.checker.getExportsOfModule(module).map((symbol) =>
      (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol)); // eslint-disable-line no-bitwise
  }

  /** All that is wrong, one line each. */
  public problems(): string[] {
    return this.exports.flatMap((symbol) => [
      ...this.documented(symbol) ? [] : [`${symbol.name} has no comment`],
      ...this.members(symbol).flatMap((member) => this.problemsOf(member)),
    ]);
  }

  /** Members that stand in our sources, also those inherited from a hidden base, and nothing private or internal. */
  private members(owner: ts.Symbol): Member[] {
    const all = [...this.checker.getDeclaredTypeOfSymbol(owner).getProperties(), ...owner.exports?.values() ?? []];
    return [...new Set(all)].flatMap((symbol) => (symbol.declarations ?? []).slice(0, 1)
      .filter((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/') && !isHidden(declaration))
      .map((declaration): Member => ({ name: `${owner.name}.${symbol.name}`, symbol, declaration })));
  }

  private problemsOf({ name, symbol, declaration }: Member): string[] {
    const tags = symbol.getJsDocTags(this.checker).map((tag) => tag.name);
    const optional = ts.isPropertySignature(declaration) && declaration.questionToken !== undefined;
    const types = this.typeNodes(declaration);
    return [
      ...this.documented(symbol) ? [] : [`${name} has no comment`],
      ...optional && !tags.includes('default') ? [`${name} is optional and has no @default`] : [],
      ...!optional && tags.includes('default') ? [`${name} is not optional but has a @default`] : [],
      ...types.some((node) => node.kind === ts.SyntaxKind.AnyKeyword) && !MAY_SAY_ANY.includes(name) ? [`${name} says any`] : [],
      ...types.some((node) => this.hasBareStrings(node)) ? [`${name} is a union of strings, not an enum`] : [],
    ];
  }

  private documented(symbol: ts.Symbol): boolean {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim() !== '';
  }

  /** The types written in a signature: not those in a body. */
  private typeNodes(declaration: ts.Declaration): ts.TypeNode[] {
    const found: ts.TypeNode[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) {
        found.push(node);
      }
      if (!ts.isBlock(node)) {
        ts.forEachChild(node, visit);
      }
    };
    ts.forEachChild(declaration, visit);
    return found;
  }

  private hasBareStrings(node: ts.TypeNode): boolean {
    const type = this.checker.getTypeFromTypeNode(node);
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) => part.isStringLiteral() && part.symbol === undefined);
  }
}

function isHidden(declaration: ts.Declaration): boolean {
  const modifiers = ts.canHaveModifiers(declaration) ? ts.getModifiers(declaration) ?? [] : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
    || ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal')
    || ts.isConstructorDeclaration(declaration) || ts.isTypeParameterDeclaration(declaration) || declaration.kind === ts.SyntaxKind.Constructor;
}

describe('the public surface', () => {
  const surface = new Surface(join(ROOT, 'src', 'index.ts'));

  test('is these names', () => {
    expect(surface.exports.map(({ name }) => name).sort()).toEqual([...PUBLIC].sort());
  });

  test('is documented, typed, and has a @default wherever something may be left out', () => {
    expect(surface.problems()).toEqual([]);
  });
});

test('the reader of the surface sees each kind of problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surface-'));
  writeFileSync(join(folder, 'index.ts'), `
    class Base {
      inherited = 1;
      /** Said. */
      fine(): void {}
      /** @internal */
      _kept = 1;
      private own = 1;
      protected near = 1;
    }
    type Loud = 'a' | 'b';
    /** Said. */ export class Thing extends Base { static make(given: any): Thing { const local: any = given; return local; } }
    /** Said. */ export interface Props {
      /** Said. */ readonly optional?: string;
      /** @default 1 */ readonly silent?: number;
      /** Said. @default 1 */ readonly required: number;
      /** Said. */ readonly kind: Loud;
      /** Said. */ readonly kinds: { [name: string]: ('x' | 'y')[] };
      /** Said. */ readonly level: Level;
    }
    export enum Level {
      LOW = 'low',
      /** Said. */
      HIGH = 'high',
    }
  `);
  expect(new Surface(join(folder, 'index.ts')).problems().sort()).toEqual([
    'Level has no comment',
    'Level.LOW has no comment',
    'Props.kind is a union of strings, not an enum',
    'Props.kinds is a union of strings, not an enum',
    'Props.optional is optional and has no @default',
    'Props.required is not optional but has a @default',
    'Props.silent has no comment',
    'Thing.inherited has no comment',
    'Thing.make has no comment',
    'Thing.make says any',
    'Thing.near has no comment',
  ]);
  rmSync(folder, { recursive: true });
}, 60_000);

describe('loading the library', () => {
  /** Files that a program of its own has loaded, by Node's own account. */
  function loadedBy(program: string): string[] {
    const script = `${program}; console.log(JSON.stringify(Object.keys(require.cache)))`;
    const printed = execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], { cwd: ROOT, encoding: 'utf8' });
    return JSON.parse(printed.trim().split('\n').pop()!);
  }
  const fromPlus = (files: string[]) => files.filter((file) => file.includes('/node_modules/cdk8s-plus-'));

  test('leaves cdk8s-plus-28 alone and stays small', () => {
    const files = loadedBy('require("./src")');
    const own = files.filter((file) => file.startsWith(join(ROOT, 'src')));
    expect(own.length).toBeGreaterThan(40);
    expect(own.length).toBeLessThan(MOST_FILES_LOADED);
    expect(fromPlus(files)).toEqual([]);
  }, 60_000);

  test('so does a program that does not meet cdk8s-plus, to its end', () => {
    const files = loadedBy(`
      const { Chart, Size, Testing } = require("cdk8s");
      const { ReadOnlyApp, ReportFormat, StoragePurpose, StorageReport } = require("./src");
      const chart = new Chart(Testing.app(), "shop");
      new ReadOnlyApp(chart, "web", {
        image: "registry.example/web:1", memory: Size.mebibytes(64), port: 8080,
        writablePaths: [{ path: "/run/keys", purpose: StoragePurpose.TEMPORARY_KEYS }],
      }).exposeViaService();
      Testing.synth(chart);
      StorageReport.of(chart).render(ReportFormat.MARKDOWN)`);
    expect(fromPlus(files)).toEqual([]);
  }, 60_000);
});
