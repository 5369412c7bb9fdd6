import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DurableVolume, EphemeralVolume, ReadOnlyApp, StoragePurpose } from '../../src';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;
const SELECTOR = { 'app.kubernetes.io/name': 'shop-web', 'app.kubernetes.io/component': 'app' };

function setUp(namespace?: string): { chart: Chart; web: ReadOnlyApp } {
  const chart = new Chart(Testing.app(), 'shop', { namespace });
  return { chart, web: new ReadOnlyApp(chart, 'web', { image: IMAGE, port: 8000, memory: Size.mebibytes(256) }) };
}

function objects(chart: Chart, kind: string): any[] {
  return Testing.synth(chart).filter((object) => object.kind === kind);
}

test('a Service and a NetworkPolicy of cdk8s-plus select our pods', () => {
  const { chart, web } = setUp();
  new kplus.Service(chart, 'service', { selector: web, ports: [{ port: 80, targetPort: 8000 }] });
  new kplus.NetworkPolicy(chart, 'policy', { selector: web, ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY } });
  expect(objects(chart, 'Service')[0].spec.selector).toEqual(SELECTOR);
  expect(objects(chart, 'NetworkPolicy')[0].spec.podSelector.matchLabels).toEqual(SELECTOR);
});

test('connections of cdk8s-plus find our port', () => {
  const { chart, web } = setUp();
  const client = new kplus.Deployment(chart, 'client', { containers: [{ image: IMAGE }] });
  client.connections.allowTo(web, { isolation: kplus.PodConnectionsIsolation.PEER });
  expect(objects(chart, 'NetworkPolicy')).toHaveLength(1);
  expect(objects(chart, 'NetworkPolicy')[0].spec).toMatchObject({
    podSelector: { matchLabels: SELECTOR }, ingress: [{ ports: [{ port: 8000 }] }],
  });
});

test('our connections admit whom they name, on our port, and write nothing on the peer', () => {
  const { chart, web } = setUp('prod');
  const api = new ReadOnlyApp(chart, 'api', { image: IMAGE, memory: Size.mebibytes(64) });
  const other = new kplus.Deployment(chart, 'other', { metadata: { namespace: 'jobs' }, containers: [{ image: IMAGE }] });
  web.connections.allowFrom(api);
  web.connections.allowFrom(other);
  web.connections.allowFrom(kplus.NetworkPolicyIpBlock.ipv4(chart, 'office', '10.0.0.0/8', ['10.1.0.0/16']));
  web.connections.allowFrom(kplus.Namespaces.select(chart, 'monitoring', { names: ['monitoring'] }));
  expect(objects(chart, 'NetworkPolicy')).toEqual([{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'shop-web', namespace: 'prod', labels: SELECTOR },
    spec: {
      podSelector: { matchLabels: SELECTOR },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [
          { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop-api', 'app.kubernetes.io/component': 'app' } } },
          {
            podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'shop-other-c8e0614f' } },
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'jobs' } },
          },
          { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
          { podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
        ],
        ports: [{ port: 8000, protocol: 'TCP' }],
      }],
    },
  }]);
});

test('a peer that nobody can connect from is refused', () => {
  const { chart, web } = setUp();
  expect(() => web.connections.allowFrom(chart)).toThrow(new Error(
    'shop/web: allowFrom(shop) names something that is neither pods, namespaces nor an IP block, so no rule can admit it; '
    + 'name a workload of this library or of cdk8s-plus, or an IP block [peer-known]'));
});

test('an autoscaler of cdk8s-plus takes over the number of pods', () => {
  const { chart, web } = setUp();
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
    target: web, maxReplicas: 10, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
  });
  const [deployment] = objects(chart, 'Deployment');
  expect(deployment.spec.replicas).toBeUndefined();
  expect(objects(chart, 'HorizontalPodAutoscaler')[0].spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' });
  expect(objects(chart, 'PodDisruptionBudget')).toHaveLength(1);
});

test('an autoscaler and a single-writer claim do not go together', () => {
  const { chart, web } = setUp();
  web.mount('/data', new DurableVolume(chart, 'data', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(1) }));
  expect(() => web.markHasAutoscaler()).toThrow('an autoscaler may start several pods but /data is the single-writer claim "shop-data"');
});

test('a single-writer claim means one pod, Recreate, and no budget that blocks every drain', () => {
  const { chart, web } = setUp();
  web.mount('/data', new DurableVolume(chart, 'data', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(1) }));
  const [deployment] = objects(chart, 'Deployment');
  expect(deployment.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  expect(objects(chart, 'PodDisruptionBudget')).toEqual([]);
});

test('containers of one cdk8s-plus pod share one volume; claims and memory come out right', () => {
  const chart = new Chart(Testing.app(), 'shop');
  const scratch = new EphemeralVolume(chart, 'scratch', { purpose: StoragePurpose.SHARED_MEMORY, size: Size.kibibytes(1500) });
  const archive = new DurableVolume(chart, 'archive', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(1) });
  const deployment = new kplus.Deployment(chart, 'foreign', { replicas: 1 });
  for (const name of ['one', 'two']) {
    const container = deployment.addContainer({ name, image: IMAGE });
    container.mount('/dev/shm', scratch);
    container.mount('/var/log/archive', archive);
  }
  expect(objects(chart, 'Deployment')[0].spec.template.spec.volumes).toEqual([
    { name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '2Mi' } },
    { name: 'archive', persistentVolumeClaim: { claimName: 'shop-archive', readOnly: false } },
  ]);
});

test('an ephemeral volume in two cdk8s-plus pods is found, because each would get its own', () => {
  const chart = new Chart(Testing.app(), 'shop');
  const scratch = new EphemeralVolume(chart, 'scratch', { purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(1) });
  for (const id of ['one', 'two']) {
    new kplus.Deployment(chart, id, { containers: [{ image: IMAGE, volumeMounts: [{ path: '/scratch', volume: scratch.asVolume() }] }] });
  }
  expect(() => Testing.synth(chart)).toThrow('[shop/scratch] it is mounted by shop/one and shop/two, but it belongs to one pod: '
    + 'each workload, and each replica, would get an empty one of its own; make one for each workload, or share a DurableVolume with shared: true [ephemeral-volume-one-pod]');
});

test('exposeViaIngress routes to the Service', () => {
  const { chart, web } = setUp('prod');
  web.exposeViaService({ port: 80 }).exposeViaIngress('/', { host: 'shop.example', tlsSecretName: 'cert' });
  expect(objects(chart, 'Ingress')[0]).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop-web', namespace: 'prod' },
    spec: {
      tls: [{ hosts: ['shop.example'], secretName: 'cert' }],
      rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop-web', port: { name: 'main' } } } }] } }],
    },
  });
});
