import { Chart, Cron, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { DurableVolume, PostgresStore, ReadOnlyApp, ReadOnlyJob, ReportFormat, Severity, StoragePurpose, StorageReport } from '../../src';
import { contextOf, evaluate } from '../../src/rules/evaluate';
import { EXAMPLE_NAMES, exampleChart } from '../examples';

/*
 * The command of the report is run in a hurry, so it is applied here as kubectl would, to the manifest that is emitted.
 */

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;

interface Command {
  readonly volume: string;
  readonly limit: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly patch: { readonly op: string; readonly path: string; readonly value: string }[];
}

function commandsOf(chart: Chart): Command[] {
  const row = /^\| `Usage of EmptyDir volume "([^"]+)" exceeds the limit "([^"]+)"\.` .*`kubectl(?: -n (\S+))? patch (\w+) (\S+) --type json -p '(.*)'` \|$/gm;
  return [...StorageReport.of(chart).render(ReportFormat.MARKDOWN).matchAll(row)]
    .map(([, volume, limit, namespace, kind, name, patch]) => ({ volume, limit, namespace, kind, name, patch: JSON.parse(patch) }));
}

/** A JSON patch of `replace` only, which refuses what is not there, as the API server does. */
function apply(manifest: any, patch: Command['patch']): any {
  const copy = structuredClone(manifest);
  for (const { op, path, value } of patch) {
    const keys = path.split('/').slice(1);
    const parent = keys.slice(0, -1).reduce((at, key) => at[key], copy);
    expect({ op, path, there: keys.at(-1)! in parent }).toEqual({ op: 'replace', path, there: true });
    parent[keys.at(-1)!] = value;
  }
  return copy;
}

function podOf(manifest: any): any {
  return manifest.kind === 'CronJob' ? manifest.spec.jobTemplate.spec.template.spec : manifest.spec.template.spec;
}

function target(chart: Chart, { kind, name, namespace }: Command): any {
  const found = Testing.synth(chart).filter((each) => each.kind.toLowerCase() === kind && each.metadata.name === name && each.metadata.namespace === namespace);
  expect(found).toHaveLength(1);
  return found[0];
}

function ofAllKinds(): Chart {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'prod' });
  const credentials = Secret.fromSecretName(chart, 'credentials', 'credentials');
  const app = new ReadOnlyApp(chart, 'web', {
    image: IMAGE, port: 8000, memory: Size.mebibytes(256), replicas: 1,
    files: [{ path: '/run/secrets/web', secret: credentials }],
    writablePaths: [
      { path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS },
      { path: '/work', purpose: StoragePurpose.LARGE_SCRATCH, size: Size.gibibytes(1) },
      { path: '/app/cache', purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(500) },
    ],
  });
  app.mount('/app/archive', new DurableVolume(chart, 'archive', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(1) }));
  const batch = { largestInput: Size.mebibytes(512), largestIntermediate: Size.mebibytes(512), output: Size.mebibytes(512) };
  new ReadOnlyJob(chart, 'nightly', { image: IMAGE, memory: Size.mebibytes(256), batch, schedule: Cron.daily() });
  return chart;
}

/** Its claim template is no volume of the pod, so the volumes after it move up. */
function withClaimTemplate(): Chart {
  const chart = new Chart(Testing.app(), 'shop');
  const db = new PostgresStore(chart, 'db', {
    image: `cleanstart/postgresql:15-prod@sha256:${'0123456789abcdef'.repeat(4)}`, database: 'shop',
    credentials: Secret.fromSecretName(chart, 'credentials', 'credentials'), expectedData: Size.gibibytes(25), memory: Size.gibibytes(4),
  });
  db.connections.allowFrom(new ReadOnlyApp(chart, 'web', { image: IMAGE, memory: Size.mebibytes(256) }));
  return chart;
}

const CHARTS: [string, () => Chart][] = [
  ...EXAMPLE_NAMES.map((name): [string, () => Chart] => [name, () => exampleChart(name)]),
  ['every kind of volume, and a namespace', ofAllKinds],
];

function expectDoubled(chart: Chart, commands: readonly Command[]): void {
  for (const command of commands) {
    const manifest = target(chart, command);
    const before = podOf(manifest).volumes;
    const after = podOf(apply(manifest, command.patch)).volumes;
    const changed = after.filter((volume: any, index: number) => JSON.stringify(volume) !== JSON.stringify(before[index]));
    expect(changed.map(({ name }: any) => name)).toEqual([command.volume]);
    const now = before.find(({ name }: any) => name === command.volume).emptyDir.sizeLimit;
    expect(now).toBe(command.limit);
    expect(bytes(changed[0].emptyDir.sizeLimit)).toBe(2 * bytes(now));
  }
}

describe.each(CHARTS)('the commands for %s', (_, make) => {
  test('double the volume that the message names, and nothing else', () => {
    const chart = make();
    expectDoubled(chart, commandsOf(chart));
  });

  test('stand there for every disk volume of a workload that can be patched', () => {
    const chart = make();
    const { workloads } = JSON.parse(StorageReport.of(chart).render(ReportFormat.JSON));
    const expected = workloads
      .filter(({ kind }: any) => kind !== 'Job')
      .flatMap(({ kind, name }: any) => podOf(Testing.synth(chart).find((each) => each.kind === kind && each.metadata.name === name)).volumes
        .filter(({ emptyDir }: any) => emptyDir !== undefined && emptyDir.medium === undefined)
        .map((volume: any) => `${kind.toLowerCase()} ${name} ${volume.name}`));
    expect(commandsOf(chart).map(({ kind, name, volume }) => `${kind} ${name} ${volume}`).sort()).toEqual(expected.sort());
  });
});

test('the commands for a StatefulSet double the volume that the message names', () => {
  const chart = withClaimTemplate();
  expectDoubled(chart, commandsOf(chart));
});

test('after the command the pod may still write what its volumes may hold', () => {
  const chart = exampleChart('node-minimal');
  for (const command of commandsOf(chart)) {
    const { findings } = evaluate(apply(target(chart, command), command.patch), contextOf([]));
    // The request stays: a higher one might find no node in an emergency.
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
  }
});

test('the template of a Job cannot change, so there is no command for one', () => {
  const chart = new Chart(Testing.app(), 'shop');
  new ReadOnlyJob(chart, 'once', { image: IMAGE, memory: Size.mebibytes(256), batch: { largestInput: Size.mebibytes(1), largestIntermediate: Size.mebibytes(1), output: Size.mebibytes(1) } });
  expect(commandsOf(chart)).toEqual([]);
  expect(StorageReport.of(chart).render(ReportFormat.MARKDOWN)).toContain('none: the template of a Job cannot change');
});

function bytes(quantity: string): number {
  const [, digits, unit] = /^(\d+)(Ki|Mi|Gi|)$/.exec(quantity)!;
  return Number(digits) * 1024 ** ['', 'Ki', 'Mi', 'Gi'].indexOf(unit);
}
