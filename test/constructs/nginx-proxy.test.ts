import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EphemeralVolume, ImageFamily, NginxProxy, NginxProxyProps, Platform, ReportFormat, SizingBasis, StoragePurpose, StorageReport } from '../../src';
import { judge } from '../judges';

const IMAGE = `nginx:1.27@sha256:${'0123456789abcdef'.repeat(4)}`;
const UPSTREAM = 'http://shop-api:8000';
const LOW_PORT = 'below 1024 a process without capabilities cannot bind on every runtime (CRI-O, containerd before 2.0)';

function edge(): Chart {
  return new Chart(Testing.app(), 'edge');
}

function proxy(props: Partial<NginxProxyProps>): () => NginxProxy {
  return () => new NginxProxy(edge(), 'proxy', { image: IMAGE, upstream: UPSTREAM, ...props });
}

/** A proxy that serves one file of the user's. */
function serving(text: string, props: Partial<NginxProxyProps> = {}): () => NginxProxy {
  return () => {
    const chart = edge();
    const config = new kplus.ConfigMap(chart, 'files', { metadata: { name: 'edge' }, data: { 'default.conf': text } });
    return new NginxProxy(chart, 'proxy', { image: IMAGE, config, ...props });
  };
}

function only(chart: Chart, kind: string): any {
  return Testing.synth(chart).find((object) => object.kind === kind);
}

function conf(props: Partial<NginxProxyProps>): string {
  return only(Chart.of(proxy(props)()), 'ConfigMap').data['nginx.conf'];
}

/** What each bad input is answered, word for word. */
test.each<[string, () => unknown, string]>([
  ['port 80', proxy({ port: 80 }), `port is 80, ${LOW_PORT}; listen on 8080 and keep 80 on the Service: exposeViaService({ port: 80 }) [port-unprivileged]`],
  ['port 443', proxy({ port: 443 }), `port is 443, ${LOW_PORT}; listen on 8443 and keep 443 on the Service: exposeViaService({ port: 443 }) [port-unprivileged]`],
  ['port 0', proxy({ port: 0 }), 'port is 0, a port is a whole number from 1 to 65535; state the port that the program listens on [port-range]'],
  ['nothing to serve', proxy({ upstream: undefined }),
    'neither upstream nor config is stated, so there is nothing to serve; state one, e.g. upstream: "http://shop-api:8000" [one-source]'],
  ['an upstream beside files', serving('', { upstream: UPSTREAM }), 'both upstream and config are stated, and each says what is served; leave one out [one-source]'],
  ...['shop-api:8000', 'ftp://shop-api', 'http://shop-api/base', 'http://a;b', ''].map((upstream): [string, () => unknown, string] => [`the upstream "${upstream}"`, proxy({ upstream }),
    `upstream is "${upstream}", it must be a scheme, a host and a port, without a path; write it like http://shop-api:8000, or write a server of your own in config [upstream-url]`]),
  ['an unknown image', proxy({ image: 'registry.example/edge:1' }),
    'image "registry.example/edge:1" is no nginx family of the catalogue, its user and paths are unknown; '
    + 'set imageFamily to one of nginx, nginx-unprivileged, nginx-cleanstart, nginx-bitnami [image-family-known]'],
  ['no uploads at all', proxy({ maxUpload: Size.mebibytes(0) }),
    'maxUpload is 0, a limit of 0 counts as no limit; state the most it ever holds, e.g. Size.mebibytes(100) [size-positive]'],
  ['a cache without a size', proxy({ cache: {} as any }), 'cache.size is missing, an endless cache gets the pod evicted; state the most that it keeps, e.g. Size.gibibytes(5) [size-stated]'],
  ['keys beyond the memory', proxy({ memory: Size.mebibytes(128), cache: { size: Size.gibibytes(100), averageResponse: Size.kibibytes(16) } }),
    'memory is 128Mi and nginx needs 852Mi: 32Mi of its own + 820Mi for 6553600 keys of the cache, so the kernel kills it (exit 137) under load; '
    + 'raise memory, lower cache.size or raise cache.averageResponse [memory-holds-parts]'],
  ['a cache volume below the formula', proxy({
    cache: { size: Size.gibibytes(5) }, writablePaths: [{ path: '/var/cache/nginx/', purpose: StoragePurpose.APP_CACHE, size: Size.gibibytes(5) }],
  }), 'the cache volume is 5Gi and the formula wants 6208Mi, 1.2 x 5Gi of cached responses, because the cache manager overshoots max_size, + 50Mi of temporary files; '
    + 'nginx answers 500 when it is full; raise it, or lower cache.size, maxUpload or concurrentUploads [cache-within-volume]'],
  ['the guide\'s volume full of uploads', proxy({ cache: { size: Size.mebibytes(500) }, maxUpload: Size.mebibytes(10), sizingBasis: SizingBasis.GUIDE }),
    'the cache volume is 500Mi and 500Mi of temporary files leave nothing of it, 50 uploads x 10Mi; raise cache.size, or leave sizingBasis out, and the volume holds both [cache-within-volume]'],
  ['few logs in memory', proxy({ logsInMemory: Size.mebibytes(50) }),
    'logsInMemory is 50Mi, the guide allows 100Mi to 1Gi of memory for logs; state a figure in that range, or leave it out and log to stdout [logs-in-memory]'],
  ['no uploads in flight', proxy({ concurrentUploads: 0 }), 'concurrentUploads is 0, it must be a whole number from 1 to 1000000; state one [whole-number]'],
  ['files at the place of others', serving('', { files: [{ path: '/etc/nginx/conf.d/', secret: { name: 's' } as any }] }),
    '/etc/nginx/conf.d is asked for by own files[0] and by files[0], the API server takes both and one hides the other; remove one [mount-paths-unique]'],
])('%s is refused', (_, act, text) => {
  expect(act).toThrow(new Error(`edge/proxy: ${text}`));
});

describe('files of one\'s own', () => {
  test.each<[string, string, string]>([
    ['a pid outside the volumes', 'pid /run/nginx.pid;', '1 writes the pid to /run/nginx.pid, outside the volumes and / is read-only; remove it, nginx.conf puts it into a volume [nginx-path-mounted]'],
    ['port 80', 'server {\n  listen 80;\n}', `2 listens on port 80, ${LOW_PORT}; listen on 8080 and keep 80 on the Service: exposeViaService({ port: 80 }) [port-unprivileged]`],
    ['port 443 of IPv6', 'server { listen [::]:443 ssl; }', `1 listens on port 443, ${LOW_PORT}; listen on 8443 and keep 443 on the Service: exposeViaService({ port: 443 }) [port-unprivileged]`],
    ['an address without a port', 'server { listen 127.0.0.1; }', `1 listens on port 80, ${LOW_PORT}; listen on 8080 and keep 80 on the Service: exposeViaService({ port: 80 }) [port-unprivileged]`],
    ['an error log on the root', '# logs\n\nerror_log /var/log/nginx/error.log warn;',
      '3 logs to /var/log/nginx/error.log, outside the volumes and / is read-only; write error_log stderr, or state logsInMemory [nginx-path-mounted]'],
    ['an access log on the root', 'access_log "/var/log/nginx/access.log";',
      '1 logs to /var/log/nginx/access.log, outside the volumes and / is read-only; write access_log /dev/stdout, or state logsInMemory [nginx-path-mounted]'],
    ['temporary files on the root', 'server { proxy_temp_path /var/lib/nginx/proxy; }',
      '1 writes to /var/lib/nginx/proxy, outside the volumes and / is read-only; use a directory in /var/cache/nginx, or list one in writablePaths [nginx-path-mounted]'],
    ['a socket on the root', 'server { listen unix:/run/edge.sock; }',
      '1 writes to /run/edge.sock, outside the volumes and / is read-only; use a directory in /var/cache/nginx, or list one in writablePaths [nginx-path-mounted]'],
    ['a cache on the root', 'proxy_cache_path /data/cache keys_zone=a:1m max_size=1g;',
      '1 writes to /data/cache, outside the volumes and / is read-only; use a directory in /var/cache/nginx, or list one in writablePaths [nginx-path-mounted]'],
    ['a cache that no volume is made for', 'proxy_cache_path /var/cache/nginx/a keys_zone=a:1m max_size=1g;',
      '1 caches in /var/cache/nginx, whose volume holds temporary files only; state cache: { size } [cache-within-volume]'],
    ['a user', 'user nginx;', '1 holds "user", which may stand in nginx.conf only, and that one follows from the props; remove it [nginx-main-context]'],
    ['a setting that is there', 'sendfile off;', '1 sets sendfile for all servers, as nginx.conf does, and nginx refuses it twice; move it into a server block [nginx-once]'],
    ['large bodies', 'server { client_max_body_size 1g; }', '1 takes bodies of 1Gi, the volume is made for 1Mi each; raise maxUpload [upload-within-volume]'],
    ['bodies without end', 'server { client_max_body_size 0; }', '1 takes bodies of any size, the volume is made for 1Mi each; raise maxUpload [upload-within-volume]'],
    ['buffered responses', 'server { proxy_max_temp_file_size 1024m; }', '1 buffers up to 1Gi of each response on disk, the volume is made for none; remove it [upload-within-volume]'],
    ['a relative include', 'include fastcgi_params;',
      '1 includes fastcgi_params, which nginx looks for beside nginx.conf, where nothing else is; write the whole path, e.g. /etc/nginx/fastcgi_params [nginx-include-absolute]'],
    ['an open block', 'server {\n  listen 8080;\n', '2 has a "{", "}" or ";" too many or too few, so nginx does not start; '
      + 'close every block with "}" and every directive with ";" [nginx-config-readable]'],
  ])('%s is refused, with file and line', (_, text, answer) => {
    expect(serving(text)).toThrow(new Error(`edge/proxy: config "edge" default.conf:${answer}`));
  });

  test.each<[string, string]>([
    ['proxy_cache_path /var/cache/nginx/a keys_zone=a:1m;', 'caches without max_size, so it grows until the pod is evicted; add max_size=1024m or less [cache-within-volume]'],
    ['proxy_cache_path /var/cache/nginx/a keys_zone=a:1m max_size=2g;',
      'caches up to 2Gi, the volume is made for 1Gi and what the cache manager overshoots; lower max_size or raise cache.size [cache-within-volume]'],
    ['proxy_cache_path /var/cache/nginx/a keys_zone=a:512m max_size=1g;', 'keeps 512Mi of keys, memory leaves 101Mi for them; raise memory or lower keys_zone [memory-holds-parts]'],
  ])('the cache of %s is refused', (text, answer) => {
    expect(serving(text, { cache: { size: Size.gibibytes(1) } })).toThrow(new Error(`edge/proxy: config "edge" default.conf:1 ${answer}`));
  });

  test('all problems are told at once', () => {
    expect(serving('user nginx;\nserver {\n  listen 80;\n  access_log logs/a.log;\n}')).toThrow(/:1 .*nginx-main-context[^]*:3 .*port-unprivileged[^]*:4 .*nginx-path-mounted/);
  });

  test('what stays inside the volumes is taken, and mounted as a whole directory', () => {
    const chart = Chart.of(serving([
      'proxy_cache_path /var/cache/nginx/a levels=1:2 keys_zone=a:10m max_size=1g use_temp_path=off;',
      'log_format short \'$status "{;}\'; # user root;',
      'server {', '  listen 127.0.0.1:8081;', '  listen 8080-8090 ssl;', '  listen unix:/var/run/nginx/edge.sock;', '  error_log stderr debug;',
      '  access_log /dev/stdout short;', '  access_log /data/$host.log short;', '  location ~ "^/a{2}$" { return 200 "${uri};"; }', '}',
    ].join('\n'), {
      cache: { size: Size.gibibytes(1) }, writablePaths: [{ path: '/data', purpose: StoragePurpose.SHORT_TERM_LOGS, size: Size.mebibytes(10) }],
    })());
    const { spec } = only(chart, 'Deployment').spec.template;
    expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'etc-nginx-conf-d', mountPath: '/etc/nginx/conf.d', readOnly: true });
    expect(spec.containers[0].readinessProbe.tcpSocket).toEqual({ port: 8080 });
    expect(Testing.synth(chart).find(({ data }) => data?.['nginx.conf'])?.data['nginx.conf']).toContain('include /etc/nginx/conf.d/*.conf;');
  });

  test('files that are added later are checked at synthesis, and a server must listen', () => {
    const chart = edge();
    const config = new kplus.ConfigMap(chart, 'files', { metadata: { name: 'edge' } });
    const late = new NginxProxy(chart, 'proxy', { image: IMAGE, config });
    expect(() => Testing.synth(chart)).toThrow('[edge/proxy] config "edge" has no server that listens on port 8080, where probes and Service look for it; '
      + 'write listen 8080; in a file that ends in .conf, or state port [nginx-listens]');
    config.addData('a.conf', 'server { listen 8080; access_log /pages/access.log; }');
    expect(() => Testing.synth(chart)).toThrow('config "edge" a.conf:1 logs to /pages/access.log');
    late.mount('/pages', new EphemeralVolume(chart, 'pages', { purpose: StoragePurpose.SHORT_TERM_LOGS, size: Size.mebibytes(1) }));
    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test('files of a ConfigMap outside the app could not be checked, and the report says so', () => {
    const chart = edge();
    new NginxProxy(chart, 'proxy', { image: IMAGE, config: kplus.ConfigMap.fromConfigMapName(chart, 'files', 'theirs') });
    expect(StorageReport.of(chart).render(ReportFormat.TEXT)).toContain('ConfigMap "theirs" stands outside this app, so its ports, paths and caches could not be checked');
  });

  test('a changed file rolls the pods', () => {
    const digest = (text: string) => only(Chart.of(serving(text)()), 'Deployment').spec.template.metadata.annotations['cdk8s-immutable/config-digest'];
    expect(digest('server { listen 8080; }')).not.toBe(digest('server { listen 8080; } '));
  });
});

describe('nginx.conf', () => {
  test('of a plain proxy writes inside the volumes only', () => {
    const text = conf({ maxUpload: Size.mebibytes(20) });
    expect([...text.matchAll(/^ *(pid|\w+_temp_path|error_log|access_log|client_max_body_size|proxy_max_temp_file_size) (.*);$/gm)].map(([, name, value]) => `${name} ${value}`)).toEqual([
      'pid /var/run/nginx/nginx.pid', 'error_log stderr notice', 'access_log /dev/stdout', 'client_body_temp_path /var/cache/nginx/client_temp',
      'proxy_temp_path /var/cache/nginx/proxy_temp', 'fastcgi_temp_path /var/cache/nginx/fastcgi_temp', 'uwsgi_temp_path /var/cache/nginx/uwsgi_temp',
      'scgi_temp_path /var/cache/nginx/scgi_temp', 'client_max_body_size 20m', 'proxy_max_temp_file_size 0', 'access_log off',
    ]);
    expect(text).toContain('server shop-api:8000;');
    expect(text).toContain('listen 8080;');
    expect(text).not.toMatch(/proxy_cache|ssl/);
  });

  test.each<[string, Partial<NginxProxyProps>, string[]]>([
    ['a cache', { cache: { size: Size.gibibytes(5) } },
      ['proxy_cache_path /var/cache/nginx/responses levels=1:2 keys_zone=responses:21m max_size=5120m inactive=60m use_temp_path=off;', 'proxy_no_cache $http_authorization;']],
    ['the guide\'s cache', { cache: { size: Size.gibibytes(5) }, sizingBasis: SizingBasis.GUIDE }, ['max_size=4225m']],
    ['TLS', { tls: { name: 'cert' } as any, port: 8443 }, ['listen 8443 ssl;', 'ssl_certificate /run/secrets/tls/tls.crt;', 'ssl_certificate_key /run/secrets/tls/tls.key;']],
    ['logs in memory', { logsInMemory: Size.mebibytes(100) }, ['error_log /var/log/nginx/error.log notice;', 'access_log /var/log/nginx/access.log;']],
    ['a secure upstream', { upstream: 'https://api.shop.svc' }, ['server api.shop.svc:443;', 'proxy_pass https://backend;', 'proxy_ssl_name api.shop.svc;']],
    ['Bitnami', { imageFamily: ImageFamily.NGINX_BITNAMI }, ['include /opt/bitnami/nginx/conf/mime.types;']],
    ['more cores and time', { cpu: 3.5, terminationGracePeriod: Duration.seconds(60) }, ['worker_processes 4;', 'worker_shutdown_timeout 55s;']],
  ])('of %s', (_, props, lines) => {
    const text = conf(props);
    lines.forEach((line) => expect(text).toContain(line));
  });

  test('is mounted as a directory, and a change of it rolls the pods', () => {
    const template = (props: Partial<NginxProxyProps>) => only(Chart.of(proxy(props)()), 'Deployment').spec.template;
    const { metadata, spec } = template({});
    expect(spec.containers[0].volumeMounts[0]).toEqual({ name: 'etc-nginx-immutable', mountPath: '/etc/nginx-immutable', readOnly: true });
    expect(template({ maxUpload: Size.mebibytes(2) }).metadata.annotations['cdk8s-immutable/config-digest'])
      .not.toBe(metadata.annotations['cdk8s-immutable/config-digest']);
  });
});

test.each<[string, Partial<NginxProxyProps>, Record<string, string | undefined>]>([
  ['the guide', { cache: { size: Size.gibibytes(5) }, logsInMemory: Size.mebibytes(100), sizingBasis: SizingBasis.GUIDE },
    { 'var-cache-nginx': '5Gi', 'var-run-nginx': '10Mi', 'var-log-nginx': '100Mi' }],
  ['the guide at its most', { cache: { size: Size.gibibytes(10) }, logsInMemory: Size.gibibytes(1), sizingBasis: SizingBasis.GUIDE },
    { 'var-cache-nginx': '10Gi', 'var-run-nginx': '10Mi', 'var-log-nginx': '1Gi' }],
  ['the corrected guide', { cache: { size: Size.gibibytes(5) } }, { 'var-cache-nginx': '6208Mi', 'var-run-nginx': '10Mi' }],
  ['no cache, 50 uploads of 20Mi', { maxUpload: Size.mebibytes(20) }, { 'var-cache-nginx': '1000Mi', 'var-run-nginx': '10Mi' }],
])('volumes of %s', (_, props, sizes) => {
  const { volumes, containers } = only(Chart.of(proxy(props)()), 'Deployment').spec.template.spec;
  const found = volumes.filter(({ emptyDir }: any) => emptyDir).map(({ name, emptyDir }: any) => [name, emptyDir.sizeLimit]);
  expect(Object.fromEntries(found)).toEqual(sizes);
  expect(volumes.filter(({ emptyDir }: any) => emptyDir?.medium === 'Memory').map(({ name }: any) => name)).toEqual(props.logsInMemory ? ['var-log-nginx'] : []);
  expect(containers[0].resources.limits.memory).toBe({ '100Mi': '249Mi', '1Gi': '1193Mi', 'none': props.cache ? '149Mi' : '128Mi' }[sizes['var-log-nginx'] ?? 'none']);
});

test.each([
  ['nginx:1.27', 101], ['docker.io/library/nginx:1.27-alpine', 101], ['nginxinc/nginx-unprivileged:1.27', 101], ['cleanstart/nginx:1.27-prod', 65532],
  ['bitnami/nginx:1.27', 1001], ['bitnamilegacy/nginx:1.27', 1001],
])('%s runs as %i', (image, user) => {
  expect(only(Chart.of(proxy({ image })()), 'Deployment').spec.template.spec.securityContext).toMatchObject({ runAsUser: user, runAsGroup: user, fsGroup: user });
});

test('a proxy with TLS and an autoscaler, as the judges of both versions accept it', () => {
  for (const kubernetesVersion of ['1.28', '1.36'] as const) {
    const chart = edge();
    Platform.of(chart).configure({ kubernetesVersion });
    const scaled = new NginxProxy(chart, 'proxy', {
      image: IMAGE, upstream: UPSTREAM, port: 8443, cache: { size: Size.gibibytes(1) }, tls: kplus.Secret.fromSecretName(chart, 'cert', 'edge-tls'),
    });
    scaled.exposeViaService({ port: 443 });
    new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
      target: scaled, maxReplicas: 10, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    const manifests = Testing.synth(chart);
    expect(judge(manifests, kubernetesVersion === '1.28' ? '1.28' : 'newest')).toEqual([]);
    const { spec } = manifests.find(({ kind }) => kind === 'Deployment')!;
    expect(spec.replicas).toBeUndefined();
    expect(spec.template.spec.containers[0].readinessProbe.tcpSocket).toEqual({ port: 8443 });
    expect(manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler')!.spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'edge-proxy' });
    expect(manifests.find(({ kind }) => kind === 'PodDisruptionBudget')).toBeDefined();
  }
});

test('an exception of the platform lets a low port pass', () => {
  const chart = edge();
  Platform.of(chart).configure({ exceptions: [{ rule: 'port-unprivileged', reason: 'containerd 2 everywhere' }] });
  new NginxProxy(chart, 'proxy', { image: IMAGE, upstream: UPSTREAM, port: 80 });
  expect(() => Testing.synth(chart)).not.toThrow();
});
