import { broken, goodManifests } from './good-manifests';
import { crossReferences, judge } from './index';

test('good manifests pass every judge, for the oldest release and the newest', () => {
  expect(judge(goodManifests(), '1.28')).toEqual([]);
  expect(judge(goodManifests(), 'newest')).toEqual([]);
});

test('every judge speaks, and names itself and the object', () => {
  const manifest = broken('Deployment', ({ spec: { template: { spec } } }) => {
    spec.containers[0].imagePullPolicy = 'Sometimes';
    spec.containers[0].volumeMounts[0].name = 'temp';
    spec.securityContext.readOnlyRootFilesystem = true;
    spec.hostNetwork = true;
  });
  expect(judge([manifest, manifest], '1.28')).toEqual(expect.arrayContaining([
    'schema: Deployment/shop/web: /spec/template/spec/containers/0/imagePullPolicy: must be equal to one of the allowed values',
    'fields 1.28: Deployment/shop/web: /spec/template/spec/securityContext/readOnlyRootFilesystem is unknown in 1.28',
    'pod security 1.28: Deployment/shop/web: /spec/template/spec: host namespaces must not be shared (it is "hostNetwork")',
    'api server: Deployment/shop/web: /spec/template/spec/containers/0/volumeMounts/0/name: there is no volume "temp"',
    'cross reference: Deployment/shop/web: it is there twice',
  ]));
});

test('an empty document is no manifest', () => {
  expect(judge([null, [], 'text'] as unknown as object[], '1.28')).toHaveLength(3);
});

const web = (change: (manifest: ReturnType<typeof broken>) => void) => goodManifests().map((manifest) =>
  manifest.kind === 'Deployment' ? broken('Deployment', change) : manifest);

test('a Service or a budget that picks no pod is found', () => {
  const findings = crossReferences(web(({ spec }) => { spec.template.metadata.labels.app = 'api'; }));
  expect(findings).toEqual(['Service/shop/web: its selector {"app":"web"} picks no pod', 'PodDisruptionBudget/shop/web: its selector {"app":"web"} picks no pod']);
});

test('pods of another namespace are not picked', () => {
  expect(crossReferences(web(({ metadata }) => { metadata.namespace = 'other'; }))).toHaveLength(2);
});

test('a named target port that no container has is found', () => {
  const findings = crossReferences(web(({ spec }) => { spec.template.spec.containers[0].ports[0].name = 'web'; }));
  expect(findings).toEqual(['Service/shop/web: no container has a port named "http"']);
});

test('two workloads that pick the same pods are found', () => {
  const twin = broken('Deployment', ({ metadata }) => { metadata.name = 'twin'; });
  expect(crossReferences([...goodManifests(), twin])).toEqual([
    'Deployment/shop/web: its selector picks the pods of Deployment/shop/twin too',
    'Deployment/shop/twin: its selector picks the pods of Deployment/shop/web too',
  ]);
});

test('a Service for somebody else\'s pods is accepted', () => {
  expect(crossReferences(goodManifests().filter(({ kind }) => kind === 'Service' || kind === 'PodDisruptionBudget'))).toEqual([]);
});
