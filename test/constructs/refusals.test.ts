import { ApiObject, App, Chart, Cron, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  DurableVolume, EphemeralVolume, NodeSwap, Platform, ReadOnlyApp, ReadOnlyAppProps, ReadOnlyJob, ReadOnlyJobProps,
  Severity, StorageBacking, StoragePurpose, WritablePath,
} from '../../src';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;
const GOOD: ReadOnlyAppProps = { image: IMAGE, port: 8000, memory: Size.mebibytes(512) };

function shop(): Chart {
  return new Chart(Testing.app(), 'shop');
}

function app(props: Partial<ReadOnlyAppProps>): () => ReadOnlyApp {
  return () => new ReadOnlyApp(shop(), 'web', { ...GOOD, ...props });
}

function job(props: Partial<ReadOnlyJobProps>): ReadOnlyJob {
  const size = Size.mebibytes(1);
  return new ReadOnlyJob(shop(), 'batch', { image: IMAGE, memory: Size.mebibytes(64), batch: { largestInput: size, largestIntermediate: size, output: size }, ...props });
}

function path(entry: Partial<WritablePath>): () => ReadOnlyApp {
  return app({ writablePaths: [{ path: '/app/cache', purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(10), ...entry }] });
}

/** What each bad input is answered, word for word. */
test.each<[string, () => unknown, string]>([
  ['no image', app({ image: undefined as any }),
    'shop/web: image is missing, there is nothing to run; name it, e.g. registry.example/app:1.0.0@sha256:<64 hex digits> [image-stated]'],
  ['a shortened digest', app({ image: 'registry.example/app:1@sha256:abc123' }),
    'shop/web: image digest "sha256:abc123" has 6 of 64 hex digits, the pod would stop in InvalidImageName; copy the whole reference: name:tag@sha256:<64 hex digits> [image-digest-whole]'],
  ['port 0', app({ port: 0 }),
    'shop/web: port is 0, a port is a whole number from 1 to 65535; state the port that the program listens on [port-range]'],
  ['port 70000', app({ port: 70000 }),
    'shop/web: port is 70000, a port is a whole number from 1 to 65535; state the port that the program listens on [port-range]'],
  ['size 0', path({ size: Size.mebibytes(0) }),
    'shop/web: writablePaths[/app/cache].size is 0, a limit of 0 counts as no limit; state the most it ever holds, e.g. Size.mebibytes(100) [size-positive]'],
  ['size NaN', path({ size: Size.mebibytes(NaN) }),
    'shop/web: writablePaths[/app/cache].size is NaN, a size must be a positive finite number; check the arithmetic that produced it [size-positive]'],
  ['size without end', app({ memory: Size.gibibytes(Infinity) }),
    'shop/web: memory is Infinity, a size must be a positive finite number; check the arithmetic that produced it [size-positive]'],
  ['no size where none is usual', path({ size: undefined }),
    'shop/web: writablePaths[/app/cache] has no size, an unbounded volume fills the node\'s disk and evicts its neighbours; state the most it ever holds, e.g. size: Size.mebibytes(500) [size-stated]'],
  ['/tmp twice', app({ writablePaths: [{ path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }] }),
    'shop/web: writablePaths lists "/tmp" and "/tmp", one directory, the API server takes both and one hides the other; remove one [mount-paths-unique]'],
  ['/tmp with a trailing slash', app({ writablePaths: [{ path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, { path: '/tmp/', purpose: StoragePurpose.WORKING_DIRECTORY }] }),
    'shop/web: writablePaths lists "/tmp" and "/tmp/", one directory, the API server takes both and one hides the other; remove one [mount-paths-unique]'],
  ['a relative path', path({ path: 'cache' }),
    'shop/web: writablePaths[cache] "cache" is not absolute, what it means would depend on the image\'s working directory; write it from /, e.g. /app/cache [path-absolute]'],
  ['a volume over /etc', path({ path: '/etc' }),
    'shop/web: writablePaths[/etc] /etc hides passwd, the certificates and everything else the image has in /etc; list the sub-directory that is written, e.g. /etc/app [mount-hides-system]'],
  ['a memory volume larger than the limit', path({ path: '/dev/shm', purpose: StoragePurpose.SHARED_MEMORY, size: Size.mebibytes(768) }),
    'shop/web: memory volumes of "app" hold up to 768Mi (dev-shm 768Mi), but memory is 512Mi, so the kernel kills it (exit 137) before a volume is full; raise memory well above 768Mi or shrink a volume [memory-volumes-within-limit]'],
  ['memory volumes beside the working memory', app({
    load: { maxConcurrentRequests: 1, workingMemory: Size.mebibytes(500) }, writablePaths: [{ path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS }],
  }), 'shop/web: memory volumes of "app" hold up to 16Mi (run-keys 16Mi) and the application needs 500Mi, but memory is 512Mi, so the kernel kills it (exit 137) before a volume is full; raise memory to 516Mi or shrink a volume [memory-volumes-within-limit]'],
  ['keys on a disk', path({ path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS, backing: StorageBacking.DISK }),
    'shop/web: writablePaths[/run/keys]: temporary-keys on disk is not allowed, keys must not reach a disk, where deleted blocks stay readable; leave backing out (memory), choose another purpose, or say in backingReason why it is right here [purpose-fits-backing]'],
  ['a database in an application', path({ path: '/data', purpose: StoragePurpose.DATABASE_DATA }),
    'shop/web: writablePaths[/data] is for database-data, which belongs on a claim, data whose loss is unacceptable must outlive the pod; make a DurableVolume and mount it with mount(path, volume) [purpose-fits-backing]'],
  ['root', app({ user: 0 }),
    'shop/web: user is 0, root can use whatever else is misconfigured; state the numeric user of the image, or leave it out for 65532 [run-as-non-root]'],
  ['half a replica', app({ replicas: 1.5 }),
    'shop/web: replicas is 1.5, it must be a whole number from 0 to 100000; state one [whole-number]'],
  ['a cache share beyond the guide', app({ load: { maxConcurrentRequests: 4, cacheShare: 0.5 } }),
    'shop/web: load.cacheShare is 0.5, the guide allows 0.1 to 0.2; state a figure in that range, or an explicit size [share-in-range]'],
  ['files without a source', app({ files: [{ path: '/etc/app' }] }),
    'shop/web: files[0] names neither a configMap nor a secret; name exactly one [files-one-source]'],
  ['a probe without a port', app({ port: undefined, health: { readyPath: '/ready' } }),
    'shop/web: health.readyPath is given but port is not, so there is nothing to ask; state the port [port-stated]'],
  ['no time to start', app({ health: { startTimeout: Duration.seconds(0) } }),
    'shop/web: health.startTimeout is 0 seconds, it must be above 0 and at most 86400, a day; state how long a start may take [duration-positive]'],
  ['a start that never ends', app({ health: { startTimeout: Duration.seconds(1e12) } }),
    'shop/web: health.startTimeout is 1000000000000 seconds, it must be above 0 and at most 86400, a day; state how long a start may take [duration-positive]'],
  ['a node label that is none', app({ scheduling: { nodeSelector: { disk: ' ' } } }),
    'shop/web: scheduling.nodeSelector["disk"] is " ", the API server takes at most 63 letters, digits, "-", "_" and "." as key and value of a label; shorten or rename it [label-valid]'],
  ['a name that is too long', () => new ReadOnlyJob(shop(), 'a-customer-ledger-with-quite-a-long-name-for-a-job-2', {
    image: IMAGE, memory: Size.mebibytes(64), batch: { largestInput: Size.mebibytes(1), largestIntermediate: Size.mebibytes(1), output: Size.mebibytes(1) },
    schedule: { expressionString: '0 * * * *' } as any,
  }), 'shop/a-customer-ledger-with-quite-a-long-name-for-a-job-2: name "shop-a-customer-ledger-with-quite-a-long-name-for-a-job-2" has 57 characters, 52 are possible, because Kubernetes adds 11 for each Job, which would not be created; set a shorter one, e.g. metadata: { name: "app" } [workload-name-length]'],
  ['memory in quotes', app({ memory: '512Mi' as any }),
    'shop/web: memory is "512Mi", which is not a Size; write it as one, e.g. Size.mebibytes(512) [prop-shape]'],
  ['a port in quotes', app({ port: '8000' as any }),
    'shop/web: port is "8000", which is not a number; write it without quotes [prop-shape]'],
  ['a command that is one text', app({ health: { readyCommand: 'pg_isready' as any } }),
    'shop/web: health.readyCommand is "pg_isready", which is not a list; write it in square brackets [prop-shape]'],
  ['a prop that does not exist', app({ replica: 3 } as any),
    'shop/web: replica is not known, so it would be ignored; write one of args, command, configEnv, cpu, cpuLimit, env, files, health, image, imageFamily, imagePullSecrets, load, '
    + 'memory, metadata, podMetadata, port, replicas, scheduling, secretEnv, serviceAccountName, sidecars, terminationGracePeriod, tmp, user, writablePaths [prop-known]'],
  ['a load without its figure', app({ load: {} as any }),
    'shop/web: load.maxConcurrentRequests is missing, and only you can know it; state it [prop-stated]'],
  ['a grace period without a unit', app({ terminationGracePeriod: 30 as any }),
    'shop/web: terminationGracePeriod is 30, which is not a Duration; write it as one, e.g. Duration.seconds(30) [prop-shape]'],
  ['null', app({ serviceAccountName: null as any }),
    'shop/web: serviceAccountName is null; leave it out [prop-shape]'],
  ['a schedule that is text', () => job({ schedule: '0 * * * *' as any }),
    'shop/batch: schedule is "0 * * * *", which is not a Cron; write it as one, e.g. Cron.schedule({ minute: "30", hour: "2" }) [prop-shape]'],
  ['a schedule out of range', () => job({ schedule: new Cron({ minute: '99' }) }),
    'shop/batch: schedule is "99 * * * *", which is no five fields of minute, hour, day, month and weekday; write Cron.schedule({ minute: "30", hour: "2" }) [schedule-valid]'],
  ['a sidecar that keeps a Job running', () => job({ sidecars: [{ name: 'ship', image: IMAGE, memory: Size.mebibytes(32) }] }),
    'shop/batch: a Job has the sidecar "ship" and the platform says Kubernetes 1.28, where a Job with a running sidecar never ends; '
    + 'state kubernetesVersion "1.29" or newer if every cluster is [sidecar-ends-with-job]'],
  ['a sidecar on the port of the application', app({ sidecars: [{ name: 'proxy', image: IMAGE, memory: Size.mebibytes(32), port: 8000 }] }),
    'shop/web: sidecars[proxy].port is 8000, which another container of the pod has, and they share one network; let one listen elsewhere [port-free]'],
  ['two Services of one name', () => {
    const chart = shop();
    new ReadOnlyApp(chart, 'a', GOOD).exposeViaService({ name: 'api' });
    new ReadOnlyApp(chart, 'b', GOOD).exposeViaService({ name: 'api' });
  }, 'shop/b: the name "api" is also that of shop/a, and one would overwrite the other; set metadata: { name } on one of them, or name the object otherwise [name-unique]'],
  ['a volume of another namespace', () => {
    const chart = shop();
    const volume = new DurableVolume(chart, 'data', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(1), namespace: 'elsewhere' });
    new ReadOnlyApp(chart, 'web', GOOD).mount('/data', volume);
  }, 'shop/web: shop/data has its claim in the namespace "elsewhere" and this workload is in no stated namespace, where its pods would wait for the claim for ever; '
    + 'make the volume in the same namespace: DurableVolume has a prop for it [volume-in-namespace]'],
  ['a policy that is misspelt', () => Platform.of(shop()).configure({ imagePolicy: 'DIGEST_REQUIRED' as any }),
    'Platform of "shop": imagePolicy is "DIGEST_REQUIRED", which is none of digest-preferred, digest-required; use a member of the enum [prop-shape]'],
  ['a sidecar called like the application', app({ sidecars: [{ name: 'app', image: IMAGE, memory: Size.mebibytes(32) }] }),
    'shop/web: two containers are called "app", the API server refuses that; rename the sidecar [name-unique]'],
  ['a label of 64 characters', app({ podMetadata: { labels: { team: 'x'.repeat(64) } } }),
    `shop/web: podMetadata.labels["team"] is "${'x'.repeat(64)}", the API server takes at most 63 letters, digits, "-", "_" and "." as key and value of a label; shorten or rename it [label-valid]`],
  ['an ephemeral volume for a database', () => new EphemeralVolume(shop(), 'data', { purpose: StoragePurpose.DATABASE_DATA, size: Size.gibibytes(1) }),
    'shop/data: EphemeralVolume("data") is for database-data, which belongs on a claim, data whose loss is unacceptable must outlive the pod; make a DurableVolume and mount it with mount(path, volume) [purpose-fits-backing]'],
  ['a durable cache', () => new DurableVolume(shop(), 'cache', { purpose: StoragePurpose.APP_CACHE, size: Size.gibibytes(1) }),
    'shop/cache: DurableVolume cannot hold app-cache, a cache can be rebuilt, so it needs neither memory that the application pays for nor a claim; list it in writablePaths, or use a purpose that must outlive the pod [purpose-fits-backing]'],
])('%s is refused', (_, act, text) => {
  expect(act).toThrow(new Error(text));
});

test('a negative size is refused by cdk8s itself, before it reaches us', () => {
  expect(() => Size.mebibytes(-1)).toThrow('Storage amounts cannot be negative. Received: -1');
});

test('all problems of a construct are told at once', () => {
  const act = app({ image: '', port: 0, writablePaths: [{ path: 'x', purpose: StoragePurpose.APP_CACHE }] });
  expect(act).toThrow(/path-absolute[^]*size-stated[^]*image-stated[^]*port-range/);
});

describe('volumes with one writer', () => {
  function archive(chart: Chart): DurableVolume {
    return new DurableVolume(chart, 'archive', { purpose: StoragePurpose.ARCHIVED_LOGS, size: Size.gibibytes(10) });
  }

  test('three replicas are refused', () => {
    const chart = shop();
    const web = new ReadOnlyApp(chart, 'web', { ...GOOD, replicas: 3 });
    expect(() => web.mount('/data', archive(chart))).toThrow(new Error(
      'shop/web: replicas is 3 but /data is the single-writer claim "shop-archive", on another node the second pod never starts, on the same node both write; '
      + 'set replicas: 1, or shared: true on a ReadWriteMany class [one-writer-per-claim]'));
  });

  test('a second workload is refused', () => {
    const chart = shop();
    const volume = archive(chart);
    new ReadOnlyApp(chart, 'web', GOOD).mount('/data', volume);
    expect(() => new ReadOnlyApp(chart, 'other', GOOD).mount('/data', volume)).toThrow(new Error(
      'shop/other: shop/archive is already mounted by shop/web, and it is a single-writer claim: on another node the second pod never starts, on the same node both write; '
      + 'make one for each workload, or set shared: true on a ReadWriteMany class [one-writer-per-claim]'));
  });

  test('an ephemeral volume belongs to one pod', () => {
    const chart = shop();
    const volume = new EphemeralVolume(chart, 'pages', { purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(1) });
    new ReadOnlyApp(chart, 'web', GOOD).mount('/pages', volume);
    expect(() => new ReadOnlyApp(chart, 'other', GOOD).mount('/pages', volume)).toThrow(new Error(
      'shop/other: shop/pages is already mounted by shop/web, but it belongs to one pod: each workload, and each replica, would get an empty one of its own; '
      + 'make one for each workload, or share a DurableVolume with shared: true [ephemeral-volume-one-pod]'));
  });

  test('a path is either stated or mounted', () => {
    const chart = shop();
    const web = new ReadOnlyApp(chart, 'web', { ...GOOD, writablePaths: [{ path: '/data', purpose: StoragePurpose.WORKING_DIRECTORY }] });
    expect(() => web.mount('/data/', archive(chart))).toThrow(new Error(
      'shop/web: /data is asked for by writablePaths[/data] and by mount("/data/", shop/archive), the API server takes both and one hides the other; remove one [mount-paths-unique]'));
  });
});

describe('Platform', () => {
  test.each<[unknown, string]>([
    ['1.27', 'kubernetesVersion is "1.27", this release writes for 1.28 to 1.36 and 1.27 does not know all of its fields; upgrade that cluster first, then write "1.28" [kubernetes-version]'],
    ['latest', 'kubernetesVersion is "latest", which names no release and would change the YAML overnight; write the minor of your oldest cluster, e.g. "1.33" [kubernetes-version]'],
    [1.3, 'kubernetesVersion is the number 1.3, because YAML reads 1.30 that way; put it in quotes: "1.30" [kubernetes-version]'],
    ['1.38', 'kubernetesVersion is "1.38", newer than this release knows (1.36); write "1.36", nothing in it is lost on 1.38 [kubernetes-version]'],
  ])('refuses the version %p', (kubernetesVersion, text) => {
    expect(() => Platform.of(shop()).configure({ kubernetesVersion: kubernetesVersion as string })).toThrow(new Error(`Platform of "shop": ${text}`));
  });

  test('comes before the first workload', () => {
    const chart = shop();
    new ReadOnlyApp(chart, 'web', GOOD);
    expect(() => Platform.of(chart).configure({ kubernetesVersion: '1.33' })).toThrow(new Error(
      'Platform of "shop": configure() came after shop/web was created, which has already used the old settings; move it above the first workload [platform-first]'));
  });

  test('knows the rules that it makes exceptions from', () => {
    expect(() => Platform.of(shop()).configure({ exceptions: [{ rule: 'readonly-root', reason: '' }] })).toThrow(new Error(
      'Platform of "shop": exception for "readonly-root", no such rule; did you mean "read-only-root"? [exception-known-rule]\n'
      + 'Platform of "shop": exception for "readonly-root" gives no reason, and the report shows one to whoever asks; say why the rule does not count here [exception-has-reason]'));
  });

  test('plain swap refuses keys in memory', () => {
    const chart = shop();
    Platform.of(chart).configure({ nodeSwap: NodeSwap.PLAIN });
    expect(() => new ReadOnlyApp(chart, 'web', { ...GOOD, writablePaths: [{ path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS }] })).toThrow(new Error(
      'shop/web: writablePaths[/run/keys] is for temporary-keys but the nodes swap to a plain disk, the kernel may write its pages there, where deleted blocks stay readable; '
      + 'turn swap off, encrypt it, or mount memory volumes noswap, and say so in Platform nodeSwap [no-swap-for-secrets]'));
  });
});

describe('findings at synthesis', () => {
  test('a patch that undoes the hardening is found', () => {
    const chart = shop();
    const web = new ReadOnlyApp(chart, 'web', GOOD);
    web.apiObject.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem', false));
    expect(() => Testing.synth(chart)).toThrow(
      '[shop/web] container "app" sets readOnlyRootFilesystem: false, so it is writable and a break-in can change the programs in it; '
      + 'set securityContext.readOnlyRootFilesystem: true on the container and mount what it writes [read-only-root]');
  });

  test('a port below 1024 is found, and an exception with a reason lets it pass', () => {
    const chart = shop();
    new ReadOnlyApp(chart, 'web', { ...GOOD, port: 80 });
    expect(() => Testing.synth(chart)).toThrow('[port-unprivileged]');
    const waived = shop();
    Platform.of(waived).configure({ exceptions: [{ rule: 'port-unprivileged', reason: 'containerd 2 everywhere' }] });
    new ReadOnlyApp(waived, 'web', { ...GOOD, port: 80 });
    expect(Testing.synth(waived)[0].metadata.annotations['cdk8s-immutable/except.port-unprivileged']).toBe('containerd 2 everywhere');
  });

  test('warnings fail only where the platform wants it', () => {
    const chart = shop();
    Platform.of(chart).configure({ failOn: Severity.WARNING });
    new ReadOnlyApp(chart, 'web', { ...GOOD, image: 'registry.example/app:1' });
    expect(() => Testing.synth(chart)).toThrow('[image-by-digest]');
  });

  test('a user\'s own patch in kubectl\'s names is kept', () => {
    const chart = shop();
    const web = new ReadOnlyApp(chart, 'web', { ...GOOD, secretEnv: { TOKEN: { secret: Secret.fromSecretName(chart, 's', 'tokens'), key: 'a' } } });
    ApiObject.of(web).addJsonPatch(JsonPatch.add('/spec/template/spec/runtimeClassName', 'gvisor'));
    expect(Testing.synth(chart)[0].spec.template.spec.runtimeClassName).toBe('gvisor');
  });
});

test('an app without a name still names its constructs', () => {
  const root = new App();
  expect(() => new ReadOnlyApp(new Chart(root, 'c'), 'Web_1', { ...GOOD, port: -1 })).toThrow('c/Web_1: port is -1');
});
