import { app, catches, Fault, pod } from './fault-table';
import { goodManifests } from './good-manifests';
import { schemaValidation } from './schema-validation';

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('accepts a good %s', (_, manifest) => {
  expect(schemaValidation(manifest)).toEqual([]);
});

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('reads the fields of a %s', (_, manifest) => {
  expect(schemaValidation({ ...manifest, metadata: { ...manifest.metadata, name: 7 } })).toContainEqual('/metadata/name: must be string');
});

test('refuses a kind that it has no validator for', () => {
  expect(schemaValidation({ apiVersion: 'v1', kind: 'Gadget' })).toEqual(['no validator for v1 Gadget: add it to the judge']);
  expect(schemaValidation({ apiVersion: 'apps/v1beta1', kind: 'Deployment' })).toHaveLength(1);
  expect(schemaValidation({})).toHaveLength(1);
});

const faults: Fault[] = [
  ['a text for a number', 'Deployment', (m) => { m.spec.replicas = 'two'; }, /^\/spec\/replicas: must be integer/],
  ['a number for a text', 'Deployment', (m) => { app(m).env[0].value = 1; }, /env\/0\/value: must be string/],
  ['a text for a flag', 'Deployment', (m) => { pod(m).automountServiceAccountToken = 'no'; }, /must be boolean/],
  ['an object for a list', 'Deployment', (m) => { pod(m).volumes = {}; }, /volumes: must be array/],
  ['a missing name', 'Deployment', (m) => { delete app(m).name; }, /must have required property name/],
  ['a missing selector', 'StatefulSet', (m) => { delete m.spec.selector; }, /must have required property selector/],
  ['a missing schedule', 'CronJob', (m) => { delete m.spec.schedule; }, /must have required property schedule/],
  ['a missing maximum', 'HorizontalPodAutoscaler', (m) => { delete m.spec.maxReplicas; }, /must have required property maxReplicas/],
  ['an enum value that is none', 'Deployment', (m) => { app(m).imagePullPolicy = 'Sometimes'; }, /imagePullPolicy: must be equal to one of/],
  ['a restart policy that is none', 'Job', (m) => { pod(m).restartPolicy = 'onFailure'; }, /restartPolicy: must be equal to one of/],
  ['a service type that is none', 'Service', (m) => { m.spec.type = 'Cluster'; }, /type: must be equal to one of/],
  ['a protocol that is none', 'NetworkPolicy', (m) => { m.spec.ingress[0].ports[0].protocol = 'HTTP'; }, /protocol: must be equal to one of/],
  ['a path type that is none', 'Ingress', (m) => { m.spec.rules[0].http.paths[0].pathType = 'prefix'; }, /pathType: must be equal to one of/],
  ['a quantity that is none', 'Deployment', (m) => { app(m).resources.limits.memory = '64MB'; }, /memory: must match format "quantity"/],
  ['a null quantity', 'Deployment', (m) => { app(m).resources.limits['ephemeral-storage'] = null; }, /ephemeral-storage: must be/],
  ['a claim of a size that is none', 'PersistentVolumeClaim', (m) => { m.spec.resources.requests.storage = 'big'; }, /storage: must match format/],
  ['a list for an int-or-string', 'PodDisruptionBudget', (m) => { m.spec.maxUnavailable = []; }, /maxUnavailable: must be/],
  ['a number in data', 'ConfigMap', (m) => { m.data.port = 8000; }, /data\/port: must be string/],
  ['a number in labels', 'Secret', (m) => { m.metadata.labels.version = 2; }, /labels\/version: must be string/],
  ['a text for secrets', 'ServiceAccount', (m) => { m.secrets = 'token'; }, /secrets: must be array/],
];

catches(schemaValidation, faults);
