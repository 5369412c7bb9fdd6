import type { NginxTuning } from '../plan/nginx-tuning';
import type { NginxUpstream } from '../plan/nginx-upstream';
import { KIB, MIB } from '../sizing/amount';

/** Where things are in the container. */
export interface NginxPaths {
  readonly cache: string;
  readonly run: string;
  /** Directory of log files, where they are kept in memory. */
  readonly logs?: string;
  /** Directory of the certificate. */
  readonly tls?: string;
  readonly mimeTypes: string;
  /** Directory of the user's files. */
  readonly confD: string;
}

/** What stands in nginx.conf beside what the volumes decide. */
export interface NginxFacts {
  readonly paths: NginxPaths;
  readonly port: number;
  /** Absent where the user's own files say what is served. */
  readonly upstream?: NginxUpstream;
  readonly workers: number;
  /** Seconds for open connections once a pod is told to end. */
  readonly shutdown: number;
  readonly tuning: NginxTuning;
}

/** Path that answers 200 as long as nginx serves. Named so that no upstream's own is hidden. */
export const HEALTH_PATH = '/nginx-health';
const ZONE = 'responses';

/** nginx.conf: every path that is written lies in a volume. */
export function nginxConf(facts: NginxFacts): string {
  const { paths, tuning, workers, shutdown, upstream } = facts;
  return layOut([
    `worker_processes ${workers};`,
    `pid ${paths.run}/nginx.pid;`,
    // The name "stderr" needs no file to be opened, unlike /dev/stderr.
    `error_log ${paths.logs === undefined ? 'stderr' : `${paths.logs}/error.log`} notice;`,
    // The images stop nginx with SIGQUIT: it ends the connections in order, and the rest in time for the kubelet.
    // Under SIGTERM, of an image that says nothing else, it cuts them at once.
    `worker_shutdown_timeout ${shutdown}s;`,
    'events {',
    'worker_connections 1024;',
    '}',
    'http {',
    `include ${paths.mimeTypes};`,
    'default_type application/octet-stream;',
    `access_log ${paths.logs === undefined ? '/dev/stdout' : `${paths.logs}/access.log`};`,
    // Made at every start, whether they are used or not.
    `client_body_temp_path ${paths.cache}/client_temp;`,
    `proxy_temp_path ${paths.cache}/proxy_temp;`,
    `fastcgi_temp_path ${paths.cache}/fastcgi_temp;`,
    `uwsgi_temp_path ${paths.cache}/uwsgi_temp;`,
    `scgi_temp_path ${paths.cache}/scgi_temp;`,
    `client_max_body_size ${nginxSize(tuning.maxUpload)};`,
    // A slow client must not make a response fill the volume: 1Gi each unless it is said.
    ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((module) => `${module}_max_temp_file_size 0;`),
    'server_tokens off;',
    'sendfile on;',
    'tcp_nopush on;',
    ...upstream === undefined ? [`include ${paths.confD}/*.conf;`] : proxy(facts, upstream),
    '}',
  ]);
}

function proxy(facts: NginxFacts, upstream: NginxUpstream): string[] {
  const { paths, port, tuning: { maxSize, volumes: { keys } } } = facts;
  const { host, port: upstreamPort, secure } = upstream;
  return [
    ...keys === undefined ? [] : [
      `proxy_cache_path ${paths.cache}/responses levels=1:2 keys_zone=${ZONE}:${nginxSize(keys.bytes)} max_size=${nginxSize(maxSize)} inactive=60m use_temp_path=off;`,
    ],
    // An Ingress in front has ended TLS already and says so.
    'map $http_x_forwarded_proto $client_scheme {',
    'default $scheme;',
    'http http;',
    'https https;',
    '}',
    // The name is looked up once, at start: the address of a Service does not change, so no resolver has to be named.
    'upstream backend {',
    `server ${host}:${upstreamPort};`,
    'keepalive 16;',
    '}',
    'server {',
    `listen ${port}${paths.tls === undefined ? '' : ' ssl'};`,
    ...paths.tls === undefined ? [] : [
      `ssl_certificate ${paths.tls}/tls.crt;`,
      `ssl_certificate_key ${paths.tls}/tls.key;`,
      'ssl_protocols TLSv1.2 TLSv1.3;',
    ],
    `location = ${HEALTH_PATH} {`,
    'access_log off;',
    'default_type text/plain;',
    'return 200 "ok\\n";',
    '}',
    'location / {',
    `proxy_pass ${secure ? 'https' : 'http'}://backend;`,
    ...secure ? ['proxy_ssl_server_name on;', `proxy_ssl_name ${host};`] : [],
    // Needed for keepalive to the upstream.
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    // What the client says of itself is replaced, or one could put words into another's cached answer.
    'proxy_set_header Host $http_host;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'proxy_set_header X-Forwarded-Proto $client_scheme;',
    ...keys === undefined ? [] : [
      `proxy_cache ${ZONE};`,
      // The default key leaves the client's host out, so one site would answer for another.
      'proxy_cache_key $client_scheme$http_host$request_uri;',
      // nginx would give the answer to one user's credentials to everybody.
      'proxy_cache_bypass $http_authorization;',
      'proxy_no_cache $http_authorization;',
      'proxy_cache_lock on;',
      'proxy_cache_use_stale error timeout updating;',
      'add_header X-Cache-Status $upstream_cache_status;',
    ],
    '}',
    '}',
  ];
}

function layOut(lines: readonly string[]): string {
  let depth = 0;
  return lines.map((line) => {
    depth -= line === '}' ? 1 : 0;
    const laidOut = `${'    '.repeat(depth)}${line}\n`;
    depth += line.endsWith('{') ? 1 : 0;
    return laidOut;
  }).join('');
}

/** nginx knows k and m everywhere, larger units in some places only. */
export function nginxSize(bytes: number): string {
  if (bytes % MIB === 0) {
    return `${bytes / MIB}m`;
  }
  return bytes % KIB === 0 ? `${bytes / KIB}k` : `${bytes}`;
}
