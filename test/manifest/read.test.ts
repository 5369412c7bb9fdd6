import * as fc from 'fast-check';
import type { Manifest } from '../../src/manifest/model';
import { isDiskVolume, isMemoryVolume, normalPath, readClaimTemplates, readMounts, readPod } from '../../src/manifest/read';

const CONTAINERS = [{ name: 'app', image: 'app:1' }];
const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: { containers: CONTAINERS } };

describe('readPod finds the pod', () => {
  test.each<[string, object, string]>([
    ['Pod', { spec: { containers: CONTAINERS } }, '/spec'],
    ['PodTemplate', { template: TEMPLATE }, '/template/spec'],
    ['CronJob', { spec: { jobTemplate: { spec: { template: TEMPLATE } } } }, '/spec/jobTemplate/spec/template/spec'],
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Rollout'].map((kind): [string, object, string] =>
      [kind, { spec: { template: TEMPLATE } }, '/spec/template/spec']),
  ])('of a %s', (kind, body, pointer) => {
    const manifest = { kind, metadata: { name: 'web', namespace: 'prod' }, ...body };
    const pod = readPod(manifest)!;
    expect(pod).toMatchObject({ kind, name: 'web', namespace: 'prod', pointer });
    expect(pod.manifest).toBe(manifest);
    // The view is of the manifest itself: a fix changes what it sees.
    expect(pointer.split('/').slice(1).reduce<any>((at, key) => at[key], manifest)).toBe(pod.spec);
    expect(pod.containers).toEqual([{ container: CONTAINERS[0], name: 'app', role: 'main', pointer: `${pointer}/containers/0` }]);
  });

  test.each(['Service', 'ConfigMap', 'PersistentVolumeClaim', 'NetworkPolicy', 'ServiceAccount'])('and none in a %s', (kind) => {
    expect(readPod({ apiVersion: 'v1', kind, metadata: { name: 'web' }, spec: { selector: { app: 'web' } } })).toBeUndefined();
  });

  test('with metadata of the pod, which a Pod shares with the object', () => {
    expect(readPod({ kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [] } })!.podMetadata).toEqual({ name: 'web' });
    expect(readPod({ kind: 'Job', metadata: { name: 'web' }, spec: { template: TEMPLATE } })!.podMetadata).toEqual(TEMPLATE.metadata);
    expect(readPod({ kind: 'Job', spec: { template: { spec: { containers: [] } } } })!.podMetadata).toEqual({});
  });
});

test('containers come in the order in which they start, each with its part and its place', () => {
  const spec = {
    containers: [{ name: 'app' }],
    initContainers: [{ name: 'migrate' }, { name: 'proxy', restartPolicy: 'Always' }],
    ephemeralContainers: [{ name: 'debug' }],
  };
  expect(readPod({ kind: 'Pod', spec })!.containers.map(({ name, role, pointer }) => [name, role, pointer])).toEqual([
    ['migrate', 'init', '/spec/initContainers/0'],
    ['proxy', 'sidecar', '/spec/initContainers/1'],
    ['app', 'main', '/spec/containers/0'],
    ['debug', 'ephemeral', '/spec/ephemeralContainers/0'],
  ]);
});

describe('malformed objects', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined], ['null', null], ['a text', 'kind: Pod'], ['a number', 1], ['a list', [{ kind: 'Pod' }]], ['an empty object', {}],
    ['no spec', { kind: 'Deployment' }], ['spec null', { kind: 'Deployment', spec: null }], ['spec a text', { kind: 'Deployment', spec: 'x' }],
    ['template a list', { kind: 'Deployment', spec: { template: [] } }], ['template without spec', { kind: 'Deployment', spec: { template: {} } }],
    ['no containers', { kind: 'Pod', spec: {} }], ['containers null', { kind: 'Pod', spec: { containers: null } }],
    ['containers an object', { kind: 'Pod', spec: { containers: { app: {} } } }],
    ['a CronJob with the template of a Job', { kind: 'CronJob', spec: { template: TEMPLATE } }],
    ['a list of objects', { kind: 'List', items: [{ kind: 'Pod', spec: { containers: CONTAINERS } }] }],
  ])('%s has no pod', (_, manifest) => {
    expect(readPod(manifest)).toBeUndefined();
  });

  test('entries that are no objects are passed over, and the others keep their places', () => {
    const pod = readPod({
      kind: 'Pod',
      spec: { containers: [null, { name: 'app', volumeMounts: ['x', { name: 'tmp', mountPath: '/tmp' }] }, 'text', {}], initContainers: 'none', volumes: [1, { name: 'tmp' }] },
    })!;
    expect(pod.containers.map(({ name, pointer }) => [name, pointer])).toEqual([['app', '/spec/containers/1'], ['containers[3]', '/spec/containers/3']]);
    expect(readMounts(pod.containers[0])).toEqual([{ mount: { name: 'tmp', mountPath: '/tmp' }, pointer: '/spec/containers/1/volumeMounts/1' }]);
    expect(readMounts(pod.containers[1])).toEqual([]);
    expect(pod.volumes).toEqual([{ name: 'tmp' }]);
  });

  test('names that are missing or no text are read as text', () => {
    expect(readPod({ kind: 'Pod', spec: { containers: [{ name: 7 }] } })).toMatchObject({ name: '', namespace: undefined, containers: [{ name: '7' }] });
    expect(readPod({ spec: { template: TEMPLATE } })).toMatchObject({ kind: '', name: '' });
  });

  test('whatever is given, reading ends and changes nothing', () => {
    const kinds = fc.constantFrom('Pod', 'PodTemplate', 'CronJob', 'Deployment', 'StatefulSet', 7, null);
    const keys = fc.constantFrom('kind', 'metadata', 'spec', 'template', 'jobTemplate', 'containers', 'initContainers', 'volumes', 'volumeMounts', 'volumeClaimTemplates', 'name');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 7, withCrossShrink: true }, fc.constantFrom<unknown>(null, 'x', 0, true, []), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })),
    }));
    fc.assert(fc.property(kinds, tree, (kind, body) => {
      const manifest = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, kind } : body;
      const before = structuredClone(manifest);
      const pod = readPod(manifest);
      pod?.containers.forEach((container) => readMounts(container));
      if (pod !== undefined) {
        readClaimTemplates(pod);
      }
      expect(manifest).toEqual(before);
    }), { numRuns: 500 });
  });
});

test('claim templates are those of a StatefulSet', () => {
  const spec = { template: TEMPLATE, volumeClaimTemplates: [{ metadata: { name: 'data' } }, null] };
  const of = (manifest: Manifest) => readClaimTemplates(readPod(manifest)!);
  expect(of({ kind: 'StatefulSet', spec })).toEqual([{ metadata: { name: 'data' } }]);
  expect(of({ kind: 'StatefulSet', spec: { template: TEMPLATE, volumeClaimTemplates: 'data' } })).toEqual([]);
  expect(of({ kind: 'Deployment', spec })).toEqual([]);
});

describe('what an emptyDir is kept on', () => {
  test.each<[string, any, boolean, boolean]>([
    ['an empty one', { emptyDir: {} }, true, false],
    ['one with a limit', { emptyDir: { sizeLimit: '1Gi' } }, true, false],
    ['the medium of the default', { emptyDir: { medium: '' } }, true, false],
    ['memory', { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, false, true],
    ['huge pages', { emptyDir: { medium: 'HugePages-2Mi' } }, false, false],
    ['null, which the API server takes for no source', { emptyDir: null }, true, false],
    ['no source at all, which it defaults', {}, true, false],
    ['a claim', { persistentVolumeClaim: { claimName: 'data' } }, false, false],
    ['a source that is not known here', { image: { reference: 'files:1' } }, false, false],
  ])('%s', (_, source, disk, memory) => {
    expect([isDiskVolume({ name: 'v', ...source }), isMemoryVolume({ name: 'v', ...source })]).toEqual([disk, memory]);
  });
});

describe('normalPath', () => {
  test.each([
    ['/tmp', '/tmp'], ['/tmp/', '/tmp'], ['//tmp//', '/tmp'], ['/a/./b', '/a/b'], ['/a/../b', '/b'], ['/../..', '/'], ['/', '/'], ['', '/'], ['.', '/'],
    ['tmp', '/tmp'], ['/a/b/../../c/', '/c'], ['/...', '/...'], ['/.hidden', '/.hidden'], ['/with space ', '/with space '],
  ])('%p is %p', (given, normal) => {
    expect(normalPath(given)).toBe(normal);
  });

  test('is absolute and plain, and normal once and for all', () => {
    const part = fc.constantFrom('', '.', '..', 'a', 'b c', '...', '.a');
    fc.assert(fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const normal = normalPath(`/${parts.join('/')}`);
      expect(normal).toMatch(/^\//);
      expect(normal === '/' ? [] : normal.slice(1).split('/').filter((each) => ['', '.', '..'].includes(each))).toEqual([]);
      expect(normalPath(normal)).toBe(normal);
    }));
  });
});
