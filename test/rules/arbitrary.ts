import * as fc from 'fast-check';

/**
 * Pod manifests as people write them, and as they should not: any subset of the fields that rules read, with
 * values that agree, that disagree, and, where `malformed` is set, of a shape that no API server takes.
 */

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const name = fc.constantFrom('app', 'data', 'tmp', 'config', 'keys', 'app-tmp');
const boolean = optional(fc.boolean());
const size = fc.constantFrom<string | number>('1Mi', '50Mi', '100Mi', '1Gi', '500M', '10Gi', '20Pi', 0, 1048576, '-1Gi', '1 GB');
const user = optional(fc.constantFrom(0, 999, 65532));

const quantities = optional(fc.record({ 'memory': optional(size), 'ephemeral-storage': optional(size) }));
const resources = optional(fc.record({ requests: quantities, limits: quantities }));
const profile = optional(fc.record({ type: optional(fc.constantFrom('RuntimeDefault', 'Localhost', 'Unconfined')) }));
const capabilities = optional(fc.record({
  add: optional(fc.subarray(['NET_BIND_SERVICE', 'CAP_SYS_ADMIN', 'NET_RAW'])),
  drop: optional(fc.subarray(['ALL', 'NET_RAW'])),
}));

const misplaced = { readOnlyRootFilesystem: boolean, readOnlyRootFs: boolean };

const containerSecurity = optional(fc.record({
  ...misplaced,
  allowPrivilegeEscalation: boolean,
  privileged: boolean,
  runAsNonRoot: boolean,
  runAsUser: user,
  seccompProfile: profile,
  capabilities,
}));

const podSecurity = optional(fc.record({
  ...misplaced,
  allowPrivilegeEscalation: boolean,
  runAsNonRoot: boolean,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: optional(fc.constantFrom('Always', 'OnRootMismatch')),
  seccompProfile: profile,
}));

const mount = fc.record({
  name,
  mountPath: optional(fc.constantFrom('/tmp', '/tmp/', '/data', '/etc', '/', 'data', '/var/cache')),
  readOnly: boolean,
  recursiveReadOnly: optional(fc.constantFrom('IfPossible', 'Enabled', 'Disabled')),
  mountPropagation: optional(fc.constantFrom('None', 'HostToContainer')),
  subPath: optional(fc.constant('part')),
});

const container = fc.record({
  name: optional(name),
  image: optional(fc.constantFrom('', 'registry.example/app:1.0.0', 'registry.example/app@sha256:abc')),
  restartPolicy: optional(fc.constant('Always')),
  ports: optional(fc.array(fc.record({ containerPort: fc.constantFrom(80, 8080) }), { maxLength: 2 })),
  resources,
  securityContext: containerSecurity,
  volumeMounts: optional(fc.array(mount, { maxLength: 3 })),
});

const source = fc.oneof(
  fc.record({ emptyDir: fc.record({ medium: optional(fc.constantFrom('', 'Memory', 'HugePages')), sizeLimit: optional(size) }) }),
  fc.constantFrom({}, { configMap: { name: 'config' } }, { hostPath: { path: '/srv' } }),
  fc.record({ persistentVolumeClaim: fc.record({ claimName: fc.constant('data'), readOnly: boolean }) }),
);
const volume = fc.tuple(name, source).map(([given, backing]): object => ({ name: given, ...backing }));

const podSpec = fc.record({
  containers: fc.array(container, { minLength: 1, maxLength: 3 }),
  initContainers: optional(fc.array(container, { maxLength: 2 })),
  ephemeralContainers: optional(fc.array(container, { maxLength: 1 })),
  volumes: optional(fc.array(volume, { maxLength: 4 })),
  securityContext: podSecurity,
  serviceAccountName: optional(fc.constantFrom('default', 'app')),
  automountServiceAccountToken: boolean,
});

const metadata = fc.record({
  name: fc.constantFrom('app', 'a'.repeat(60)),
  annotations: optional(fc.constantFrom<Record<string, string>>(
    { 'cdk8s-immutable/purposes': 'keys temporary-keys' }, { 'cdk8s-immutable/except.read-only-root': 'the vendor writes its root' },
  )),
});

const claimTemplate = name.map((each) => ({ metadata: { name: each }, spec: { accessModes: ['ReadWriteOnce'] } }));

/** Removes what is undefined, as YAML does. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A workload of any kind; its claim, if it mounts one, has a single writer. */
export const workload: fc.Arbitrary<any> = fc.oneof(
  fc.record({ kind: fc.constant('Pod'), metadata, spec: podSpec }),
  fc.record({
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Job'),
    metadata,
    spec: fc.record({
      replicas: optional(fc.nat(3)),
      strategy: optional(fc.constant({ type: 'Recreate' })),
      volumeClaimTemplates: optional(fc.array(claimTemplate, { maxLength: 2 })),
      template: fc.record({ spec: podSpec }),
    }),
  }),
  fc.record({ kind: fc.constant('CronJob'), metadata, spec: podSpec.map((spec) => ({ jobTemplate: { spec: { template: { spec } } } })) }),
).map(plain);

export const CLAIM = { kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };

/** What no field of a pod may hold, some of it with members that break printing. */
const nonsense = fc.oneof(
  fc.constantFrom<unknown>(null, 5, 'text', true, [], {}, [null], [[]], { toString: 1, valueOf: {} }, [{ toString: null }]),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A workload in which some pieces, wherever they stand, are of another shape. */
export const malformed: fc.Arbitrary<any> = fc.tuple(workload, fc.array(fc.tuple(fc.nat(), nonsense), { minLength: 1, maxLength: 4 }))
  .map(([manifest, changes]) => changes.reduce((at, [where, what]) => replaceOne(at, where, what), manifest));

function replaceOne(manifest: any, where: number, what: unknown): any {
  const paths = pathsOf(manifest);
  const path = paths[where % paths.length];
  const copy = plain(manifest);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  parent[path[path.length - 1]] = what;
  return copy;
}

/** The paths of all pieces below a value, objects and lists included. */
function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [[key], ...pathsOf((value as any)[key]).map((rest) => [key, ...rest])]);
}

/** The scalars of a manifest with their paths; null says nothing and is none. */
export function leavesOf(value: unknown, at = ''): [path: string, leaf: unknown][] {
  if (value === null || value === undefined) {
    return [];
  }
  return typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${at}/${key}`))
    : [[at, value]];
}
