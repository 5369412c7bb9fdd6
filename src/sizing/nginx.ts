import { Amount, ceilTo, MIB, roundUp, show } from './amount';
import { byBasis } from './by-basis';
import { SizingBasis } from './sizing-basis';

/** An nginx proxy, in bytes; `NginxLoad` is its public face. */
export interface NginxFigures {
  /** max_size of the cache; 0 for none. */
  readonly cacheSize: number;
  /** Size of an average cached response: how many keys the cache holds. */
  readonly averageResponse: number;
  /** client_max_body_size. */
  readonly maxUpload: number;
  readonly concurrentUploads: number;
  /** proxy_max_temp_file_size; 0 keeps responses off the disk. */
  readonly maxBufferedResponse: number;
  readonly concurrentResponses: number;
  /** Log files in a volume; undefined where they go to stdout. */
  readonly logs?: number;
}

/** The volumes of an nginx proxy, and the memory of its cache keys. */
export interface NginxAmounts {
  /** /var/cache/nginx: cached responses and the temporary files beside them. */
  readonly cache: Amount;
  readonly run: Amount;
  /** The temporary files alone, for images that keep them elsewhere. */
  readonly temp: Amount;
  /** keys_zone: memory, not disk. Absent without a cache. */
  readonly keys?: Amount;
  readonly logs?: Amount;
}

export const NGINX_USUAL = { averageResponse: 32 * 1024, maxUpload: MIB, concurrentUploads: 50, maxBufferedResponse: 0, concurrentResponses: 50 };

const GUIDE = 'guide, part 3, Nginx';
/** What one Mi of a keys zone holds. */
const KEYS_PER_MIB = 8000;
/** The directories are made at every start; room for them when no upload is stated. */
const LEAST_TEMP = 16 * MIB;

/** All of one proxy. */
export function nginxVolumes(figures: NginxFigures, basis: SizingBasis): NginxAmounts {
  const { cacheSize, logs } = figures;
  const temp = nginxTemp(figures);
  return {
    cache: cacheSize === 0 ? temp : nginxCache(cacheSize, temp, basis),
    run: { bytes: 10 * MIB, because: '10Mi, always enough for pid and lock files', source: GUIDE },
    temp,
    keys: cacheSize === 0 ? undefined : nginxKeys(cacheSize, figures.averageResponse),
    logs: logs === undefined ? undefined : {
      bytes: roundUp(logs), because: `${show(logs)} of log files until they are shipped; none are needed when logs go to stdout`, source: GUIDE,
    },
  };
}

/** nginx deletes in steps and overshoots max_size; temporary files lie in the same volume. */
function nginxCache(cacheSize: number, temp: Amount, basis: SizingBasis): Amount {
  return byBasis(basis, {
    bytes: roundUp(cacheSize), because: `${show(cacheSize)} of cached responses`, source: GUIDE,
  }, {
    bytes: roundUp((cacheSize * 12) / 10 + temp.bytes),
    because: `1.2 x ${show(cacheSize)} of cached responses, because the cache manager overshoots max_size, + ${show(temp.bytes)} of temporary files`,
    source: 'nginx documentation: proxy_cache_path (max_size, manager_files), proxy_max_temp_file_size',
  });
}

function nginxTemp(figures: NginxFigures): Amount {
  const { maxUpload, concurrentUploads, maxBufferedResponse, concurrentResponses } = figures;
  const bytes = concurrentUploads * maxUpload + concurrentResponses * maxBufferedResponse;
  const responses = maxBufferedResponse > 0 ? ` + ${concurrentResponses} responses x ${show(maxBufferedResponse)}` : '';
  return {
    bytes: Math.max(LEAST_TEMP, roundUp(bytes)),
    because: bytes <= LEAST_TEMP ? '16Mi for the temporary directories' : `${concurrentUploads} uploads x ${show(maxUpload)}${responses}`,
    source: 'nginx documentation: client_max_body_size, proxy_max_temp_file_size',
  };
}

function nginxKeys(cacheSize: number, averageResponse: number): Amount {
  const keys = Math.ceil(cacheSize / averageResponse);
  return {
    bytes: Math.max(MIB, ceilTo((keys / KEYS_PER_MIB) * MIB, MIB)),
    because: `${keys} keys (${show(cacheSize)} of responses of ${show(averageResponse)}), ${KEYS_PER_MIB} for each Mi; counts as memory`,
    source: 'nginx documentation: proxy_cache_path (keys_zone)',
  };
}
