import { NginxDirective, readDirectives } from './nginx-directives';
import type { Refusal } from './refusal';
import { KIB, MIB, show, sum } from '../sizing/amount';

/** What a user's own files are held against. Bytes. */
export interface NginxBounds {
  /** Name of the ConfigMap. */
  readonly source: string;
  readonly port: number;
  /** Directories that can be written. */
  readonly writable: readonly string[];
  readonly cachePath: string;
  /** Most that all caches may hold; 0 where none is planned. */
  readonly maxSize: number;
  /** Memory for the keys of caches. */
  readonly keys: number;
  /** False as long as files may be added. */
  readonly complete: boolean;
  /** Largest request body that the volume is made for. */
  readonly maxUpload: number;
}

interface Found extends NginxDirective {
  /** `config "edge" default.conf:2`. */
  readonly where: string;
}

/** Only nginx.conf may say them, and that one is not the user's. */
const MAIN_ONLY = [
  'user', 'pid', 'daemon', 'master_process', 'worker_processes', 'worker_shutdown_timeout', 'worker_rlimit_nofile', 'worker_cpu_affinity', 'worker_priority',
  'events', 'http', 'stream', 'mail', 'load_module', 'lock_file', 'working_directory', 'env', 'thread_pool', 'pcre_jit', 'timer_resolution',
];
/** nginx.conf says them in http {} already; a second time there, nginx does not start. */
const ONCE = [
  'default_type', 'client_body_temp_path', 'proxy_temp_path', 'fastcgi_temp_path', 'uwsgi_temp_path', 'scgi_temp_path', 'client_max_body_size',
  'proxy_max_temp_file_size', 'fastcgi_max_temp_file_size', 'uwsgi_max_temp_file_size', 'scgi_max_temp_file_size', 'server_tokens', 'sendfile', 'tcp_nopush',
];
const STREAMS = /^(stderr|off|\/dev\/(stdout|stderr|null)|syslog:.*|memory:.*)$/;
const LOWEST_PORT = 1024;

/** Everything in the files that would stop nginx, or lead it away from its volumes. */
export function fileProblems(files: Readonly<Record<string, string>>, bounds: NginxBounds): Refusal[] {
  const broken: Refusal[] = [];
  const found = Object.entries(files).filter(([file]) => file.endsWith('.conf')).flatMap(([file, text]): Found[] => {
    const { directives, brokenAt } = readDirectives(String(text));
    if (brokenAt !== undefined) {
      broken.push({
        rule: 'nginx-config-readable', so: `config "${bounds.source}" ${file}:${brokenAt} has a "{", "}" or ";" too many or too few`,
        why: 'so nginx does not start', mend: 'close every block with "}" and every directive with ";"',
      });
    }
    return directives.map((directive) => ({ ...directive, where: `config "${bounds.source}" ${file}:${directive.line}` }));
  });
  return [
    ...broken,
    ...found.flatMap((each) => [...context(each, bounds), ...ports(each), ...paths(each, bounds), ...bodies(each, bounds), ...relative(each)]),
    ...caches(found, bounds),
    ...unheard(found, bounds),
  ];
}

/** The Service, the probes and the policy lead to one port. */
function unheard(found: readonly Found[], { source, port, complete }: NginxBounds): Refusal[] {
  return !complete || found.some((each) => each.name === 'listen' && inRange(portsOf(each), port)) ? [] : [{
    rule: 'nginx-listens', so: `config "${source}" has no server that listens on port ${port}`, why: 'where probes and Service look for it',
    mend: `write listen ${port}; in a file that ends in .conf, or state port`,
  }];
}

function context({ name, args, within, where }: Found, { writable }: NginxBounds): Refusal[] {
  if (within.length === 0 && ONCE.includes(name)) {
    return [{ rule: 'nginx-once', so: `${where} sets ${name} for all servers`, why: 'as nginx.conf does, and nginx refuses it twice', mend: 'move it into a server block' }];
  }
  if (within.length > 0 || !MAIN_ONLY.includes(name)) {
    return [];
  }
  if (name === 'pid') {
    return [{
      rule: 'nginx-path-mounted', so: `${where} writes the pid to ${args[0]}`, why: inside(args[0], writable) ? 'which stands in nginx.conf already' : 'outside the volumes and / is read-only',
      mend: 'remove it, nginx.conf puts it into a volume',
    }];
  }
  return [{ rule: 'nginx-main-context', so: `${where} holds "${name}"`, why: 'which may stand in nginx.conf only, and that one follows from the props', mend: 'remove it' }];
}

function ports(directive: Found): Refusal[] {
  const range = directive.name === 'listen' ? portsOf(directive) : undefined;
  if (range === undefined || !(range[0] < LOWEST_PORT)) {
    return [];
  }
  const mend = range[0] === 443 ? 8443 : 8000 + range[0];
  return [{
    rule: 'port-unprivileged', so: `${directive.where} listens on port ${range[0]}`,
    why: 'below 1024 a process without capabilities cannot bind on every runtime (CRI-O, containerd before 2.0)',
    mend: `listen on ${mend} and keep ${range[0]} on the Service: exposeViaService({ port: ${range[0]} })`,
  }];
}

/** First and last port of a `listen`; undefined for a socket. An address without a port means 80. */
function portsOf({ args: [address = ''] }: NginxDirective): [number, number] | undefined {
  if (address.startsWith('unix:')) {
    return undefined;
  }
  const match = /(?:^|:)(\d+)(?:-(\d+))?$/.exec(address.replace(/^\[[^\]]*\]/, ''));
  return match === null ? [80, 80] : [Number(match[1]), Number(match[2] ?? match[1])];
}

function inRange(range: [number, number] | undefined, port: number): boolean {
  return range !== undefined && range[0] <= port && port <= range[1];
}

function paths({ name, args, where }: Found, { writable, cachePath }: NginxBounds): Refusal[] {
  const path = writtenPath(name, args);
  if (path === undefined || inside(path, writable)) {
    return [];
  }
  const log = name.endsWith('_log');
  return [{
    rule: 'nginx-path-mounted', so: `${where} ${log ? 'logs' : 'writes'} to ${path}`, why: 'outside the volumes and / is read-only',
    mend: log ? `write ${name} ${name === 'error_log' ? 'stderr' : '/dev/stdout'}, or state logsInMemory` : `use a directory in ${cachePath}, or list one in writablePaths`,
  }];
}

/** The path that a directive writes. */
function writtenPath(name: string, args: readonly string[]): string | undefined {
  const [first = ''] = args;
  if (name === 'listen') {
    return first.startsWith('unix:') ? first.slice('unix:'.length) : undefined;
  }
  if (name === 'error_log' || name === 'access_log') {
    return STREAMS.test(first) ? undefined : first;
  }
  if (/^(client_body_temp|(proxy|fastcgi|uwsgi|scgi)_(temp|cache))_path$/.test(name)) {
    return first;
  }
  return /^(proxy|fastcgi|uwsgi|scgi)_store$/.test(name) && !['on', 'off'].includes(first) ? first : undefined;
}

/** What is written to the temporary directories must be what their volume was made for. */
function bodies({ name, args: [first = ''], where }: Found, { maxUpload }: NginxBounds): Refusal[] {
  const bytes = sizeOf([first], '') ?? 0;
  if (name === 'client_max_body_size' && (bytes === 0 || bytes > maxUpload)) {
    return [{
      rule: 'upload-within-volume', so: `${where} takes bodies of ${bytes === 0 ? 'any size' : show(bytes)}`, why: `the volume is made for ${show(maxUpload)} each`,
      mend: 'raise maxUpload',
    }];
  }
  return !/^(proxy|fastcgi|uwsgi|scgi)_max_temp_file_size$/.test(name) || bytes === 0 ? [] : [{
    rule: 'upload-within-volume', so: `${where} buffers up to ${show(bytes)} of each response on disk`, why: 'the volume is made for none', mend: 'remove it',
  }];
}

/** A path may hold variables below the directory that it names. */
function inside(path: string | undefined, directories: readonly string[]): boolean {
  const plain = String(path);
  return !plain.split('/').includes('..') && directories.some((directory) => plain.startsWith(`${directory}/`));
}

/** Relative files are looked for beside nginx.conf, which stands alone in its directory. */
function relative({ name, args: [file], where }: Found): Refusal[] {
  return name !== 'include' || file === undefined || file.startsWith('/') ? [] : [{
    rule: 'nginx-include-absolute', so: `${where} includes ${file}`, why: 'which nginx looks for beside nginx.conf, where nothing else is', mend: `write the whole path, e.g. /etc/nginx/${file}`,
  }];
}

function caches(found: readonly Found[], { cachePath, maxSize, keys }: NginxBounds): Refusal[] {
  const all = found.filter(({ name }) => /^(proxy|fastcgi|uwsgi|scgi)_cache_path$/.test(name));
  const here = all.filter(({ args: [path] }) => inside(path, [cachePath]));
  if (here.length > 0 && maxSize === 0) {
    return [{
      rule: 'cache-within-volume', so: `${here[0].where} caches in ${cachePath}`, why: 'whose volume holds temporary files only', mend: 'state cache: { size }',
    }];
  }
  const endless = here.filter(({ args }) => sizeOf(args, 'max_size=') === undefined);
  const total = sum(here.map(({ args }) => sizeOf(args, 'max_size=') ?? 0));
  const zones = sum(all.map(({ args }) => sizeOf(args, 'keys_zone=') ?? 0));
  return [
    ...endless.map(({ where }): Refusal => ({
      rule: 'cache-within-volume', so: `${where} caches without max_size`, why: 'so it grows until the pod is evicted', mend: `add max_size=${Math.floor(maxSize / MIB)}m or less`,
    })),
    ...total <= maxSize ? [] : [{
      rule: 'cache-within-volume', so: `${here[0].where} caches up to ${show(total)}${here.length > 1 ? ' with those that follow' : ''}`,
      why: `the volume is made for ${show(maxSize)} and what the cache manager overshoots`, mend: 'lower max_size or raise cache.size',
    }],
    ...zones <= keys ? [] : [{
      rule: 'memory-holds-parts', so: `${all[0].where} keeps ${show(zones)} of keys`, why: `memory leaves ${show(keys)} for them`, mend: 'raise memory or lower keys_zone',
    }],
  ];
}

const UNITS: Record<string, number> = { '': 1, 'k': KIB, 'm': MIB, 'g': KIB * MIB };

/** `max_size=5g`, `keys_zone=name:10m`. */
function sizeOf(args: readonly string[], prefix: string): number | undefined {
  const match = /(\d+)([kmg]?)$/i.exec(args.find((arg) => arg.startsWith(prefix)) ?? '');
  return match === null ? undefined : Number(match[1]) * UNITS[match[2].toLowerCase()];
}
