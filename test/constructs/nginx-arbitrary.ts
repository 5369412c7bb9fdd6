import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { ImageFamily, NginxProxyProps, SizingBasis, StoragePurpose } from '../../src';

/*
 * Props of a proxy as users write them: mostly sensible, sometimes wrong. Files of one's own are text here; the test makes a ConfigMap of them.
 */

const often = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: bad });
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const HEX = '0123456789abcdef'.repeat(4);
const wrongSize = fc.oneof(fc.constantFrom(0, NaN, Infinity, 0.3, 1e300), fc.double({ min: 0, noNaN: true })).map(Size.mebibytes);
const size = often(
  fc.oneof(
    fc.integer({ min: 1, max: 900 }).map(Size.mebibytes), fc.integer({ min: 1, max: 50 }).map(Size.gibibytes),
    fc.integer({ min: 1, max: 5000 }).map(Size.kibibytes),
  ),
  wrongSize,
);

const directive = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('server { listen 8080; location / { return 204; } }', 'map $uri $a { default "x;{"; } # a comment {', 'include /etc/nginx/mime.types;') },
  { weight: 1, arbitrary: fc.constantFrom('listen 80;', 'user nginx;', 'pid /run/nginx.pid;', 'error_log /var/log/nginx/e.log;', 'proxy_cache_path /var/cache/nginx/x keys_zone=x:1m;', '}', '"') },
  { weight: 1, arbitrary: fc.string() },
);

export interface NginxInput {
  readonly props: Omit<NginxProxyProps, 'config' | 'tls'>;
  readonly files?: Record<string, string>;
  readonly tls: boolean;
}

const props = fc.record({
  image: often(
    fc.constantFrom(`nginx:1.27@sha256:${HEX}`, `cleanstart/nginx:1.27-prod@sha256:${HEX}`, 'docker.io/bitnami/nginx:1', 'nginxinc/nginx-unprivileged:1'),
    fc.constantFrom('', 'registry.example/edge:1', undefined as any, 'a b'),
  ),
  imageFamily: rarely(fc.constantFrom(...Object.values(ImageFamily))),
  port: option(often(fc.constantFrom(8080, 8443, 1024, 65535), fc.constantFrom(80, 443, 0, NaN, 70000))),
  replicas: option(often(fc.integer({ min: 0, max: 20 }), fc.constantFrom(-1, NaN, 1.5))),
  memory: option(often(fc.integer({ min: 96, max: 4096 }).map(Size.mebibytes), size)),
  cache: option(fc.record({ size, averageResponse: option(often(fc.integer({ min: 4, max: 999 }).map(Size.kibibytes), size)) })),
  maxUpload: option(often(fc.integer({ min: 1, max: 100 }).map(Size.mebibytes), size)),
  concurrentUploads: option(often(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0, -1, NaN, 1e9))),
  logsInMemory: rarely(often(fc.integer({ min: 100, max: 1024 }).map(Size.mebibytes), size)),
  sizingBasis: option(fc.constantFrom(...Object.values(SizingBasis))),
  user: rarely(fc.integer({ min: 0, max: 65535 })),
  cpu: option(often(fc.constantFrom(0.25, 1, 4), fc.double())),
  tmp: option(fc.boolean()),
  terminationGracePeriod: rarely(often(fc.integer({ min: 1, max: 600 }), fc.constantFrom(0, 1.5)).map(Duration.seconds)),
  writablePaths: rarely(fc.array(fc.record({
    path: fc.constantFrom('/var/cache/nginx', '/var/cache/nginx/', '/data', '/tmp'), purpose: fc.constantFrom(StoragePurpose.APP_CACHE, StoragePurpose.WORKING_DIRECTORY), size: option(size),
  }), { maxLength: 2 })),
});

const upstream = often(
  fc.constantFrom('http://shop-api:8000', 'https://api.shop.svc', 'http://[::1]:80/', 'http://10.0.0.1:8080'),
  fc.oneof(fc.string(), fc.constantFrom('shop-api:8000', 'http://a/b', 'http://a:0', 'http://a; }', undefined as any)),
);

export const nginxInput: fc.Arbitrary<NginxInput> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ props: fc.tuple(props, upstream).map(([rest, url]) => ({ ...rest, upstream: url })), tls: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      props, tls: fc.boolean(),
      files: fc.array(directive, { maxLength: 3 }).map((lines) => ({ 'edge.conf': `server { listen 8080; listen 8443; listen 1024; listen 65535; }\n${lines.join('\n')}` })),
    }),
  },
) as fc.Arbitrary<NginxInput>;
