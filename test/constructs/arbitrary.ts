import { Cron, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  DurableVolumeProps, EphemeralVolumeProps, ImageFamily, ImagePolicy, NodeSwap, PlatformProps, ReadOnlyAppProps, ReadOnlyJobProps, Sidecar, SizingBasis,
  StorageBacking, StoragePurpose, WritablePath,
} from '../../src';

/*
 * Props as users write them: mostly sensible, sometimes wrong. `often` keeps the sensible ones in the majority,
 * or every second workload would be refused for its image and nothing else would be tried.
 */

const often = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: bad });

const HEX = '0123456789abcdef'.repeat(4);
const image = often(
  fc.constantFrom(`registry.example/app:1@sha256:${HEX}`, `registry.example:5000/team/app@sha256:${HEX}`, 'python:3.12', 'localhost/app'),
  fc.oneof(fc.constantFrom('', ' ', 'app:1@sha256:abc123', 'Registry/App:1', 'a b', undefined as any), fc.string()),
);

const size = often(
  fc.oneof(
    fc.integer({ min: 1, max: 900 }).map(Size.mebibytes),
    fc.integer({ min: 1, max: 20 }).map(Size.gibibytes),
    fc.integer({ min: 1, max: 5000 }).map(Size.kibibytes),
  ),
  fc.oneof(fc.constantFrom(0, NaN, Infinity, 0.3, 1e300), fc.double({ min: 0, noNaN: true })).map(Size.mebibytes),
);

const memory = often(fc.integer({ min: 64, max: 8192 }).map(Size.mebibytes), size);

const path = often(
  fc.constantFrom('/tmp', '/app/cache', '/data', '/run/keys', '/var/lib/app', '/dev/shm', '/home/app/.cache', '/A/b_c.d', `/long/${'x'.repeat(80)}`),
  fc.oneof(fc.constantFrom('/tmp/', '//tmp', 'relative', '/', '/etc', '/proc/self', '/a:b', '/a/../b', ''), fc.string()),
);

const purpose = often(
  fc.constantFrom(
    StoragePurpose.APP_CACHE, StoragePurpose.WORKING_DIRECTORY, StoragePurpose.TEMPORARY_KEYS, StoragePurpose.SENSITIVE_TEMP, StoragePurpose.SESSION_FILES,
    StoragePurpose.UNIX_SOCKETS, StoragePurpose.SHARED_MEMORY, StoragePurpose.SHORT_TERM_LOGS, StoragePurpose.BULK_DATA, StoragePurpose.LARGE_SCRATCH,
  ),
  fc.constantFrom(...Object.values(StoragePurpose), 'nonsense' as StoragePurpose),
);

const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const storage = {
  purpose,
  size: option(size),
  backing: rarely(fc.constantFrom(...Object.values(StorageBacking))),
  backingReason: option(fc.constantFrom('because', ' ')),
};

const writablePath: fc.Arbitrary<WritablePath> = fc.record({ path, ...storage });

const word = often(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/), fc.oneof(fc.string(), fc.constant('x'.repeat(70))));
const text = fc.string();
const environment = fc.dictionary(often(fc.stringMatching(/^[A-Z_]{1,12}$/), fc.string()), text, { maxKeys: 4 });
const labels = fc.dictionary(word, often(word, text), { maxKeys: 3 });
const port = often(fc.integer({ min: 1024, max: 65535 }), fc.oneof(fc.integer(), fc.constantFrom(0, 80, 70000, NaN, 8000.5)));
const cores = often(fc.constantFrom(0.001, 0.05, 0.25, 1.5, 4), fc.double());
const seconds = often(fc.integer({ min: 1, max: 4000 }), fc.constantFrom(0, NaN, 1.5, 1e12)).map(Duration.seconds);

const sidecar: fc.Arbitrary<Sidecar> = fc.record({
  name: word, image, memory, cpu: option(cores), command: option(fc.array(text, { maxLength: 3 })), env: option(environment), port: option(port),
  writablePaths: option(fc.array(writablePath, { maxLength: 2 })), sharedPaths: rarely(fc.array(path, { maxLength: 2 })), tmp: option(fc.boolean()),
});

const workload = {
  image,
  memory,
  imageFamily: option(fc.constantFrom(...Object.values(ImageFamily))),
  user: option(often(fc.integer({ min: 1, max: 65535 }), fc.integer())),
  metadata: option(fc.record({ name: option(word), labels: option(labels) })),
  podMetadata: option(fc.record({ labels: option(labels), annotations: option(labels) })),
  cpu: option(cores),
  cpuLimit: rarely(cores),
  env: option(environment),
  writablePaths: option(fc.array(writablePath, { maxLength: 4 })),
  tmp: option(fc.boolean()),
  sidecars: option(fc.array(sidecar, { maxLength: 2 })),
  args: option(fc.array(text, { maxLength: 3 })),
  terminationGracePeriod: option(seconds),
  scheduling: option(fc.record({
    nodeSelector: option(labels), tolerations: option(fc.array(fc.record({ key: often(fc.constant('dedicated'), fc.constant(undefined)), value: option(fc.constant('db')) }), { maxLength: 2 })),
  })),
};

export const readOnlyApp: fc.Arbitrary<ReadOnlyAppProps> = fc.record({
  ...workload,
  port: option(port),
  replicas: option(often(fc.integer({ min: 0, max: 20 }), fc.oneof(fc.integer(), fc.constantFrom(NaN, 1.5)))),
  load: option(fc.record({
    maxConcurrentRequests: often(fc.integer({ min: 0, max: 500 }), fc.oneof(fc.integer(), fc.constant(NaN))),
    workingMemory: option(size),
    cacheShare: option(often(fc.constantFrom(0.1, 0.15, 0.2), fc.double())),
  })),
  health: option(fc.record({
    readyPath: rarely(often(fc.constantFrom('/ready', '/'), text)), livePath: rarely(fc.constant('/health')), readyCommand: option(fc.array(text, { minLength: 1, maxLength: 2 })),
    startTimeout: option(seconds),
  })),
}) as fc.Arbitrary<ReadOnlyAppProps>;

export const readOnlyJob: fc.Arbitrary<ReadOnlyJobProps> = fc.record({
  ...workload,
  batch: fc.record({
    largestInput: size, largestIntermediate: size, output: size, intermediateFactor: option(often(fc.constantFrom(2, 2.5, 3), fc.double())),
  }),
  workPath: option(path),
  schedule: option(fc.constantFrom(Cron.daily(), Cron.schedule({ minute: '5' }))),
  timeZone: option(fc.constantFrom('Europe/Paris', 'Etc/UTC', 'no zone', '')),
  retries: option(often(fc.integer({ min: 0, max: 10 }), fc.integer())),
  deadline: option(seconds),
  keepFinished: option(seconds),
}) as fc.Arbitrary<ReadOnlyJobProps>;

export const ephemeralVolume: fc.Arbitrary<EphemeralVolumeProps> = fc.record(storage);

export const durableVolume: fc.Arbitrary<DurableVolumeProps> = fc.record({
  purpose: often(fc.constantFrom(StoragePurpose.DATABASE_DATA, StoragePurpose.MESSAGE_QUEUE, StoragePurpose.ARCHIVED_LOGS), purpose),
  size,
  claimName: option(word),
  storageClassName: option(fc.constantFrom('standard', 'fast')),
  shared: option(fc.boolean()),
});

export const platform: fc.Arbitrary<PlatformProps> = fc.record({
  kubernetesVersion: option(fc.constantFrom('1.28', '1.31', '1.33', '1.36')),
  sizingBasis: option(fc.constantFrom(...Object.values(SizingBasis))),
  nodeSwap: option(fc.constantFrom(...Object.values(NodeSwap))),
  imagePolicy: option(fc.constantFrom(ImagePolicy.DIGEST_PREFERRED)),
  containerLogs: option(fc.integer({ min: 1, max: 500 }).map(Size.mebibytes)),
});
