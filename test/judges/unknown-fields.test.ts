import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { app, pod } from './fault-table';
import { broken, goodManifests } from './good-manifests';
import { kubernetesTypes } from './kubernetes-types';
import { unknownFields } from './unknown-fields';
import { isObject, Wire } from './wire';

const oldest = unknownFields('1.28');
const newest = unknownFields('newest');
const spec = '/spec/template/spec';

test('the types are those of 1.28 and 1.34', () => {
  expect(['1.28', 'newest'].map((version) => kubernetesTypes(version as '1.28' | 'newest').release)).toEqual(['1.28', '1.34']);
  const fieldsOf = (definition: string) => kubernetesTypes('1.28').definitions.get(`io.k8s.api.${definition}`);
  // Came with 1.28.
  expect(fieldsOf('core.v1.Container')?.has('restartPolicy')).toBe(true);
  expect(fieldsOf('batch.v1.JobSpec')?.has('podReplacementPolicy')).toBe(true);
  // Came with 1.29.
  expect(fieldsOf('core.v1.LifecycleHandler')?.has('sleep')).toBe(false);
  expect(fieldsOf('core.v1.VolumeProjection')?.has('clusterTrustBundle')).toBe(false);
});

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('accept a good %s', (_, manifest) => {
  expect(oldest(manifest)).toEqual([]);
  expect(newest(manifest)).toEqual([]);
});

test('a younger field is unknown to the old and known to the new', () => {
  const younger: [string, (manifest: Wire) => void][] = [
    [`${spec}/containers/0/volumeMounts/1/recursiveReadOnly`, (m) => { app(m).volumeMounts[1].recursiveReadOnly = 'Enabled'; }],
    [`${spec}/securityContext/supplementalGroupsPolicy`, (m) => { pod(m).securityContext.supplementalGroupsPolicy = 'Strict'; }],
    [`${spec}/volumes/4/image`, (m) => { pod(m).volumes.push({ name: 'assets', image: { reference: 'registry.example/assets:1' } }); }],
    [`${spec}/securityContext/appArmorProfile`, (m) => { pod(m).securityContext.appArmorProfile = { type: 'RuntimeDefault' }; }],
    [`${spec}/containers/0/lifecycle/preStop/sleep`, (m) => { app(m).lifecycle.preStop = { sleep: { seconds: 5 } }; }],
    [`${spec}/resources`, (m) => { pod(m).resources = { limits: { memory: '1Gi' } }; }],
  ];
  for (const [path, change] of younger) {
    expect(oldest(broken('Deployment', change))).toEqual([`${path} is unknown in 1.28`]);
    expect(newest(broken('Deployment', change))).toEqual([]);
  }
});

test('a misplaced or misspelt field is unknown to both', () => {
  const wrong: [string, (manifest: Wire) => void][] = [
    [`${spec}/securityContext/readOnlyRootFilesystem`, (m) => { pod(m).securityContext.readOnlyRootFilesystem = true; }],
    [`${spec}/containers/0/securityContext/readOnlyRootFs`, (m) => { app(m).securityContext.readOnlyRootFs = true; }],
    [`${spec}/volumes/4/tmpfs`, (m) => { pod(m).volumes.push({ name: 'secret', tmpfs: { sizeLimit: '256Mi' } }); }],
  ];
  for (const [path, change] of wrong) {
    expect(oldest(broken('Deployment', change))).toEqual([`${path} is unknown in 1.28`]);
    expect(newest(broken('Deployment', change))).toEqual([`${path} is unknown in 1.34`]);
  }
});

test('the wire name counts, not the spelling of the typed constructs', () => {
  const service = broken('Service', (manifest) => { manifest.spec.clusterIP = 'None'; });
  expect(oldest(service)).toEqual([]);
  const camel = broken('Service', (manifest) => { manifest.spec.clusterIp = 'None'; });
  expect(oldest(camel)).toEqual(['/spec/clusterIp is unknown in 1.28']);
});

test('a kind or version that the release does not have is unknown', () => {
  expect(oldest({ apiVersion: 'apps/v1beta2', kind: 'Deployment' })).toEqual(['apps/v1beta2 Deployment is unknown in 1.28']);
  const policy = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' };
  expect(oldest(policy)).toEqual(['admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy is unknown in 1.28']);
  expect(newest(policy)).toEqual([]);
  expect(oldest({})).toEqual(['undefined undefined is unknown in 1.28']);
});

/** Maps whose keys are the user's own. */
const FREE = /\/(labels|annotations|matchLabels|nodeSelector|limits|requests|data)$|^\/spec\/selector$/;

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('sees an unknown field wherever it stands in a %s', (kind, manifest) => {
  const places = objectsIn(manifest, '').filter(([path]) => !FREE.test(path) || (path === '/spec/selector' && kind !== 'Service'));
  expect(places.length).toBeGreaterThan(1);
  for (const [path, object] of places) {
    object.oddity = 1;
    expect(oldest(manifest)).toEqual([`${path}/oddity is unknown in 1.28`]);
    delete object.oddity;
  }
});

test('the guide\'s manifests are refused for the pod-level readOnlyRootFilesystem that five of the six have', () => {
  const directory = join(__dirname, '../fixtures/guide');
  const findings = readdirSync(directory).map((file) => [file, (loadAll(readFileSync(join(directory, file), 'utf8')) as object[]).flatMap(oldest)]);
  const refused = ['/spec/template/spec/securityContext/readOnlyRootFilesystem is unknown in 1.28'];
  expect(Object.fromEntries(findings)).toEqual({
    'kafka.yaml': refused,
    'nginx.yaml': refused,
    'postgresql.yaml': [],
    'python-gunicorn.yaml': refused,
    'redis-cache.yaml': refused,
    'redis-database.yaml': refused,
  });
});

function objectsIn(value: Wire, path: string): [string, Wire][] {
  const inside = isObject(value) || Array.isArray(value)
    ? Object.entries(value).flatMap(([key, item]) => objectsIn(item, `${path}/${key}`))
    : [];
  return isObject(value) ? [[path, value], ...inside] : inside;
}
