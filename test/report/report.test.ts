import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Size, Testing } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { ImagePolicy, Platform, PlatformProps, ReadOnlyApp, ReadOnlyAppProps, ReportFormat, Severity, StorageBacking, StoragePurpose, StorageReport } from '../../src';
import { parseBytes } from '../../src/sizing/quantity';
import { EXAMPLE_NAMES, exampleChart } from '../examples';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;

function chartWith(props: Partial<ReadOnlyAppProps> = {}, platform: PlatformProps = {}): Chart {
  const chart = new Chart(Testing.app(), 'shop');
  Platform.of(chart).configure(platform);
  new ReadOnlyApp(chart, 'web', { image: IMAGE, memory: Size.mebibytes(256), ...props });
  return chart;
}

const markdown = (chart: Chart | App) => StorageReport.of(chart).render(ReportFormat.MARKDOWN);
const text = (chart: Chart | App) => StorageReport.of(chart).render(ReportFormat.TEXT);
const json = (chart: Chart | App) => JSON.parse(StorageReport.of(chart).render(ReportFormat.JSON));
const total = (quantities: string[]) => quantities.reduce((bytes, each) => bytes + parseBytes(each), 0);

test.each(EXAMPLE_NAMES)('the figures for %s are those of the manifest', (name) => {
  const chart = exampleChart(name);
  const manifests = Testing.synth(chart);
  expect(json(chart).workloads).not.toEqual([]);
  for (const workload of json(chart).workloads) {
    const manifest = manifests.find(({ kind, metadata }) => kind === workload.kind && metadata.name === workload.name);
    const { spec } = manifest.kind === 'CronJob' ? manifest.spec.jobTemplate.spec.template : manifest.spec.template;
    const templates = manifest.spec.volumeClaimTemplates ?? [];
    for (const { volume, backing, size, bytes, containers, path } of workload.rows) {
      const template = templates.find(({ metadata }: any) => metadata.name === volume);
      const found = spec.volumes.find((each: any) => each.name === volume) ?? template;
      const claimed = manifests.find(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === found.persistentVolumeClaim?.claimName);
      const claim = found.ephemeral?.volumeClaimTemplate ?? template ?? claimed;
      expect(found.emptyDir?.sizeLimit ?? claim?.spec.resources.requests.storage ?? '').toBe(size);
      expect(found.emptyDir?.medium).toBe(backing === 'memory' ? 'Memory' : undefined);
      expect(bytes).toBe(size === '' ? undefined : parseBytes(size));
      const mounts = (container: any) => (container.volumeMounts ?? []).some((mount: any) => mount.name === volume && mount.mountPath === path);
      expect(spec.containers.filter(mounts).map((container: any) => container.name)).toEqual(containers);
    }
    const inPod = workload.rows.map(({ volume }: any) => volume).filter((volume: string) => templates.every(({ metadata }: any) => metadata.name !== volume));
    expect(inPod).toEqual((spec.volumes ?? []).map((volume: any) => volume.name));
    expect(workload.rows).toHaveLength(inPod.length + templates.length);

    const { request, limit, written, headRoom, headRoomShare } = workload.ephemeralStorage;
    const of = (side: string, resource: string) => spec.containers.map(({ resources }: any) => resources[side][resource]);
    expect(parseBytes(request)).toBe(total(of('requests', 'ephemeral-storage')));
    expect(parseBytes(limit)).toBe(total(of('limits', 'ephemeral-storage')));
    expect(parseBytes(headRoom)).toBe(parseBytes(limit) - parseBytes(written));
    expect(headRoomShare).toBe(Math.round((100 * parseBytes(headRoom)) / parseBytes(limit)) / 100);
    expect(workload.memory.map((each: any) => each.limit)).toEqual(of('limits', 'memory'));
  }
});

test('who has least head-room stands first, because he is evicted next', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop');
  for (const [id, mebibytes] of [['roomy', 2000], ['tight', 60], ['middling', 150]] as const) {
    new ReadOnlyApp(chart, id, {
      image: IMAGE, memory: Size.mebibytes(256),
      writablePaths: [{ path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY, size: Size.mebibytes(mebibytes) }],
    });
  }
  const shares = Object.fromEntries(json(app).workloads.map(({ where, ephemeralStorage }: any) => [where, ephemeralStorage.headRoomShare]));
  const order = [...markdown(app).matchAll(/^## (shop\/\w+)/gm)].map(([, where]) => where);
  expect(order).toEqual(['shop/tight', 'shop/middling', 'shop/roomy']);
  expect(order.map((where) => shares[where])).toEqual([...Object.values<number>(shares)].sort((a, b) => a - b));
  // The rows of the first table stand in the same order; programs get the order of construction.
  expect([...markdown(app).matchAll(/^\| `Usage.*?\| (shop\/\w+) \|/gm)].map(([, where]) => where)).toEqual(order);
  expect(Object.keys(shares)).toEqual(['shop/roomy', 'shop/tight', 'shop/middling']);
});

test('within a workload the largest volume stands first', () => {
  const paths = [['/a', 10], ['/b', 300], ['/c', 20]] as const;
  const chart = chartWith({ writablePaths: paths.map(([path, size]) => ({ path, purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(size) })) });
  expect([...markdown(chart).matchAll(/^\| `(\/\w+)` \| [\w-]+ \| disk \|/gm)].map(([, path]) => path)).toEqual(['/b', '/tmp', '/c', '/a']);
});

test('where the guide has another figure, every format shows it', () => {
  const chart = chartWith({ load: { maxConcurrentRequests: 40 }, memory: Size.mebibytes(768) });
  const [{ rows: [{ size, guideSize }] }] = json(chart).workloads;
  expect(parseBytes(guideSize)).toBeGreaterThan(parseBytes(size));
  expect(markdown(chart)).toContain(`(guide: ${guideSize})`);
  expect(text(chart)).toContain(`(guide: ${guideSize})`);
});

test('an exception from the matrix is shown with its reason', () => {
  const chart = chartWith({
    writablePaths: [{ path: '/hot', purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(10), backing: StorageBacking.MEMORY, backingReason: 'read 10000 times a second' }],
  });
  expect(markdown(chart)).toContain('**Exceptions**\n\n* `/hot` on memory: read 10000 times a second');
  expect(text(chart)).toContain('  exception: /hot: read 10000 times a second');
  expect(json(chart).workloads[0].rows[0].exception).toBe('read 10000 times a second');
});

describe('findings', () => {
  const image = 'registry.example/app:1';

  test('a warning stands in the report and not in the way', () => {
    const chart = chartWith({ image });
    expect(() => Testing.synth(chart)).not.toThrow();
    expect(StorageReport.of(chart).findings).toMatchObject([{ rule: 'image-by-digest', severity: Severity.WARNING, where: 'shop/web', container: 'app' }]);
    expect(markdown(chart)).toMatch(/\*\*Findings\*\*\n\n\* \*\*warning\*\* .*\\\[image-by-digest\\\]\n/);
    expect(text(chart)).toMatch(/^ {2}warning: .*\[image-by-digest\]$/m);
    expect(json(chart).workloads[0].findings).toHaveLength(1);
  });

  test('an error says so', () => {
    expect(text(chartWith({ image }, { imagePolicy: ImagePolicy.DIGEST_REQUIRED }))).toMatch(/^ {2}error: .*\[image-by-digest\]$/m);
  });

  test('one that is waived is no finding, but stands there with the reason and the day', () => {
    const exceptions = [{ rule: 'image-by-digest', reason: 'built on the spot', reviewBy: '2027-03-31' }];
    const chart = chartWith({ image }, { exceptions, imagePolicy: ImagePolicy.DIGEST_REQUIRED });
    expect(() => Testing.synth(chart)).not.toThrow();
    expect(StorageReport.of(chart).findings).toEqual([]);
    expect(markdown(chart)).toMatch(/\*\*Exceptions\*\*\n\n\* `image-by-digest` is waived: built on the spot \(review by 2027-03-31\)\n/);
    expect(text(chart)).toMatch(/^ {2}waived: image-by-digest: built on the spot \(review by 2027-03-31\)$/m);
    expect(json(chart).workloads[0].waived[0]).toMatchObject({ finding: { rule: 'image-by-digest' }, reason: 'built on the spot (review by 2027-03-31)' });
  });

  // Known: an exception that waives nothing yet is silent until the day on which it hides something.
  test('an exception that waives nothing is shown as well', () => {
    expect(markdown(chartWith({}, { exceptions: [{ rule: 'no-host-path', reason: 'the node agent reads logs' }] }))).toContain('the node agent reads logs');
  });
});

test('a ConfigMap from outside the app gets a note, one of the app does not', () => {
  const chart = new Chart(Testing.app(), 'shop');
  const own = new ConfigMap(chart, 'own', { data: { a: 'b' } });
  const outside = ConfigMap.fromConfigMapName(chart, 'outside', 'platform-settings');
  new ReadOnlyApp(chart, 'web', {
    image: IMAGE, memory: Size.mebibytes(256),
    files: [{ path: '/etc/own', configMap: own }, { path: '/etc/outside', configMap: outside }],
    configEnv: { MODE: { configMap: outside, key: 'mode' } },
  });
  const note = 'ConfigMap "platform-settings" stands outside this app, so its changes do not roll the pods; restart them after a change';
  expect(json(chart).workloads[0].notes).toEqual([note]);
  expect(markdown(chart)).toContain(`**Notes**\n\n* ${note}\n`);
  expect(text(chart)).toContain(`\n  note: ${note}\n`);
});

test('a scope is reported with what stands below it, and nothing else', () => {
  const app = Testing.app();
  const charts = ['one', 'two'].map((id) => new Chart(app, id));
  charts.forEach((chart) => new ReadOnlyApp(chart, 'web', { image: IMAGE, memory: Size.mebibytes(256) }));
  const below = (scope: App | Chart) => json(scope).workloads.map(({ where }: any) => where);
  expect(below(charts[1])).toEqual(['two/web']);
  expect(below(app)).toEqual(['one/web', 'two/web']);
});

describe('save', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([['report.md', ReportFormat.MARKDOWN], ['report.json', ReportFormat.JSON], ['report.txt', ReportFormat.TEXT], ['REPORT.MD', ReportFormat.MARKDOWN]])(
    '%s, in folders that it makes', (file, format) => {
      const path = join(folder, file, 'deep', file);
      const report = StorageReport.of(chartWith());
      report.save(path);
      expect(readFileSync(path, 'utf8')).toBe(report.render(format));
      report.save(path);
    });

  test.each([['report.html', 'shop'], ['report', 'shop'], ['.md', 'shop']])('%s is refused, and nothing is written', (file, where) => {
    const path = join(folder, 'refused', file);
    expect(() => StorageReport.of(chartWith()).save(path)).toThrow(new Error(
      `${where}: the report cannot be saved as "${path}", its extension says no format; end it in one of .md .json .txt [report-format]`));
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('the report of a whole app is refused in its name', () => {
    expect(() => StorageReport.of(Testing.app()).save('report.yaml')).toThrow(/^the app: the report cannot be saved as "report.yaml", /);
    expect(readdirSync('.')).not.toContain('report.yaml');
  });
});

test('every format of an app without workloads is whole', () => {
  const app = Testing.app();
  expect(markdown(app)).toMatch(/^# Storage report\n/);
  expect(text(app)).toBe('\n');
  expect(json(app)).toEqual({ version: 1, workloads: [] });
});
