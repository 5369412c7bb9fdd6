import { Chart, Size, Testing, Yaml } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DurableVolume, ReadOnlyApp, StoragePurpose } from '../../src';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;

function yaml(chartId: string, build: (chart: Chart) => void): string {
  const chart = new Chart(Testing.app(), chartId);
  build(chart);
  return Yaml.stringify(...Testing.synth(chart));
}

function web(scope: Construct, id: string): ReadOnlyApp {
  const app = new ReadOnlyApp(scope, id, { image: IMAGE, port: 8000, memory: Size.mebibytes(256), metadata: { name: 'shop-web' } });
  app.exposeViaService();
  app.connections.allowFrom(app);
  return app;
}

test('renamed or moved under a fixed name, nothing in the YAML changes', () => {
  const before = yaml('shop', (chart) => web(chart, 'web'));
  expect(yaml('shop', (chart) => web(chart, 'renamed'))).toBe(before);
  expect(yaml('shop', (chart) => web(new Construct(chart, 'group'), 'web'))).toBe(before);
  expect(yaml('another-chart', (chart) => web(chart, 'web'))).toBe(before);
});

test('names are <chart>-<id> without a hash, with the ids in between', () => {
  const chart = new Chart(Testing.app(), 'Shop');
  const names = [
    new ReadOnlyApp(chart, 'web', { image: IMAGE, memory: Size.mebibytes(64) }).name,
    new ReadOnlyApp(new Construct(chart, 'eu'), 'Api_v2', { image: IMAGE, memory: Size.mebibytes(64) }).name,
  ];
  expect(names).toEqual(['shop-web', 'shop-eu-api-v2']);
});

test('two objects of one name in one chart are refused, in two charts they are two clusters\' affair', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop');
  web(chart, 'web');
  expect(() => web(chart, 'other')).toThrow(new Error(
    'shop/other: the name "shop-web" is also that of shop/web, and one would overwrite the other; set metadata: { name } on one of them, or name the object otherwise [name-unique]'));
  expect(() => web(new Chart(app, 'shop-us'), 'web')).not.toThrow();
});

test('a claim is named by its construct or by claimName, and kept by the usual deployment tools', () => {
  const chart = new Chart(Testing.app(), 'media');
  const volume = new DurableVolume(chart, 'archive', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(100), claimName: 'media-archive' });
  expect(volume.claimName).toBe('media-archive');
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: 'media-archive',
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'helm.sh/resource-policy': 'keep',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
  }]);
});

test('user labels and chart labels never join the selector', () => {
  const chart = new Chart(Testing.app(), 'shop', { labels: { team: 'a' }, namespace: 'prod' });
  new ReadOnlyApp(chart, 'web', {
    image: IMAGE, memory: Size.mebibytes(64), metadata: { labels: { tier: 'front' } }, podMetadata: { labels: { 'version': 'v1', 'app.kubernetes.io/name': 'x' } },
  });
  const [deployment] = Testing.synth(chart);
  const selector = { 'app.kubernetes.io/name': 'shop-web', 'app.kubernetes.io/component': 'app' };
  expect(deployment.metadata.labels).toEqual({ team: 'a', tier: 'front', ...selector });
  expect(deployment.metadata.namespace).toBe('prod');
  expect(deployment.spec.selector.matchLabels).toEqual(selector);
  expect(deployment.spec.template.metadata.labels).toEqual({ version: 'v1', ...selector });
});

test('a changed ConfigMap of the app rolls the pods, and nothing else does', () => {
  const template = (data: string) => {
    const chart = new Chart(Testing.app(), 'shop');
    const configMap = new ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { 'a.conf': data } });
    const app = new ReadOnlyApp(chart, 'web', { image: IMAGE, memory: Size.mebibytes(64), files: [{ path: '/etc/app', configMap }] });
    configMap.addData('later.conf', 'x');
    expect(app.apiObject.kind).toBe('Deployment');
    return Testing.synth(chart).find(({ kind }) => kind === 'Deployment').spec.template;
  };
  expect(template('one')).toEqual(template('one'));
  const [one, two] = [template('one'), template('two')];
  expect(one).not.toEqual(two);
  expect({ ...one, metadata: undefined }).toEqual({ ...two, metadata: undefined });
});
