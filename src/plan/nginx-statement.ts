import type { Size } from 'cdk8s';
import { checkWhole } from './checks';
import { NginxTuning, tuneNginx } from './nginx-tuning';
import { samePath } from './path';
import type { Refusals } from './refusal';
import type { Settings } from './settings';
import { planSize } from './size';
import type { WritablePath } from './writable-path';
import { GIB, MIB, show } from '../sizing/amount';
import { NGINX_USUAL } from '../sizing/nginx';
import { sizeProblem, toBytes } from '../sizing/size';
import type { SizingBasis } from '../sizing/sizing-basis';

/** Responses that a proxy keeps. Only those whose headers allow it, and none that was asked for with credentials. */
export interface ProxyCache {
  /** The most that the cache keeps. Each pod has a cache of its own, empty when it starts. */
  readonly size: Size;

  /**
   * An average response; how many keys the cache holds follows from it, and 1Mi of memory for each 8000 keys.
   *
   * @default Size.kibibytes(32)
   */
  readonly averageResponse?: Size;
}

/** What the user states of a proxy's traffic. */
export interface NginxStatement {
  readonly memory?: Size;
  readonly cache?: ProxyCache;
  readonly maxUpload?: Size;
  readonly concurrentUploads?: number;
  readonly logsInMemory?: Size;
  readonly writablePaths?: readonly WritablePath[];
}

const LOGS = { least: 100 * MIB, most: GIB };

/** Counts what is stated; what is wrong with it is gathered in `refusals`. */
export function readTuning(props: NginxStatement, cachePath: string, basis: SizingBasis, refusals: Refusals): NginxTuning {
  const { cache, concurrentUploads, logsInMemory } = props;
  const own = props.writablePaths?.find(({ path }) => samePath(path, cachePath))?.size;
  const cacheVolume = own === undefined ? undefined : toBytes(own);
  const bytes = (size: Size | undefined, property: string) => (size === undefined ? undefined : planSize(size, property, refusals));
  checkWhole(concurrentUploads, 'concurrentUploads', 1, 1_000_000, refusals);
  const read = {
    cacheSize: bytes(cache?.size, 'cache.size') ?? 0,
    averageResponse: bytes(cache?.averageResponse, 'cache.averageResponse') ?? NGINX_USUAL.averageResponse,
    maxUpload: bytes(props.maxUpload, 'maxUpload') ?? NGINX_USUAL.maxUpload,
    concurrentUploads: concurrentUploads ?? NGINX_USUAL.concurrentUploads,
    logs: bytes(logsInMemory, 'logsInMemory'),
    memory: bytes(props.memory, 'memory'),
    // A wrong one is refused where the path is planned.
    cacheVolume: cacheVolume === undefined || sizeProblem(cacheVolume) !== undefined ? undefined : cacheVolume,
    basis,
  };
  if (cache !== undefined && cache.size === undefined) {
    refusals.add({ rule: 'size-stated', so: 'cache.size is missing', why: 'an endless cache gets the pod evicted', mend: 'state the most that it keeps, e.g. Size.gibibytes(5)' });
  }
  if (read.logs !== undefined && !(read.logs >= LOGS.least && read.logs <= LOGS.most)) {
    refusals.add({
      rule: 'logs-in-memory', so: `logsInMemory is ${show(read.logs)}`, why: `the guide allows ${show(LOGS.least)} to ${show(LOGS.most)} of memory for logs`,
      mend: 'state a figure in that range, or leave it out and log to stdout',
    });
  }
  if (refusals.any) {
    return tuneNginx({ ...NGINX_USUAL, cacheSize: 0, basis });
  }
  const tuning = tuneNginx(read);
  tuning.problems.forEach((problem) => refusals.add(problem));
  return tuning;
}

/** As the rule finds it, but before anything is made; an exception of the platform counts here too. */
export function checkListen(port: number, settings: Settings, refusals: Refusals): void {
  if (port >= 1 && port < 1024 && !settings.exceptions.some(({ rule }) => rule === 'port-unprivileged')) {
    refusals.add({
      rule: 'port-unprivileged', so: `port is ${port}`, why: 'below 1024 a process without capabilities cannot bind on every runtime (CRI-O, containerd before 2.0)',
      mend: `listen on ${port === 443 ? 8443 : 8000 + port} and keep ${port} on the Service: exposeViaService({ port: ${port} })`,
    });
  }
}
