import type { Refusal } from './refusal';
import { ceilTo, MIB, show } from '../sizing/amount';
import { NginxAmounts, nginxVolumes } from '../sizing/nginx';
import type { SizingBasis } from '../sizing/sizing-basis';

/** What is known of a proxy before it is tuned. Bytes. */
export interface NginxRequest {
  /** 0 for no cache. */
  readonly cacheSize: number;
  readonly averageResponse: number;
  readonly maxUpload: number;
  readonly concurrentUploads: number;
  readonly logs?: number;
  readonly memory?: number;
  /** Size of the cache volume, where the user states one. */
  readonly cacheVolume?: number;
  readonly basis: SizingBasis;
}

/** The volumes of a proxy, and the figures of its configuration that follow from them. Bytes. */
export interface NginxTuning {
  readonly volumes: NginxAmounts;
  /** max_size of the cache: with its overshoot, and the temporary files beside it, within the volume. */
  readonly maxSize: number;
  readonly memory: number;
  /** Most of it that keys of caches may take. */
  readonly keyMemory: number;
  readonly maxUpload: number;
  readonly problems: readonly Refusal[];
}

/** Memory unless stated: connections, their buffers, and the processes. */
const USUAL_MEMORY = 128 * MIB;
/** Below that the processes and the buffers of a few dozen connections do not fit. */
const LEAST_MEMORY = 32 * MIB;
/** The cache manager deletes in steps, so for a while the cache is a fifth above max_size: 12 tenths of it. */
const OVERSHOOT_TENTHS = 12;

export function tuneNginx(request: NginxRequest): NginxTuning {
  const { cacheSize, averageResponse, maxUpload, concurrentUploads, logs, basis } = request;
  const volumes = nginxVolumes({ cacheSize, averageResponse, maxUpload, concurrentUploads, maxBufferedResponse: 0, concurrentResponses: 0, logs }, basis);
  const volume = request.cacheVolume ?? volumes.cache.bytes;
  const inMemory = (volumes.keys?.bytes ?? 0) + (volumes.logs?.bytes ?? 0);
  const memory = request.memory ?? USUAL_MEMORY + inMemory;
  const holds = Math.floor(((volume - volumes.temp.bytes) * 10) / OVERSHOOT_TENTHS);
  const maxSize = cacheSize <= holds ? cacheSize : Math.floor(holds / MIB) * MIB;
  return {
    volumes,
    maxSize,
    memory,
    keyMemory: memory - LEAST_MEMORY - (volumes.logs?.bytes ?? 0),
    maxUpload,
    problems: [...volumeProblems(request, volumes, volume, maxSize), ...memoryProblems(volumes, memory)],
  };
}

function volumeProblems(request: NginxRequest, volumes: NginxAmounts, volume: number, maxSize: number): Refusal[] {
  const { cacheSize, cacheVolume } = request;
  const { cache, temp } = volumes;
  if (!Number.isSafeInteger(cache.bytes) || !Number.isSafeInteger(temp.bytes)) {
    return [{ rule: 'size-positive', so: `the cache volume is ${show(cache.bytes)}`, why: 'which no node holds', mend: 'lower cache.size, maxUpload or concurrentUploads' }];
  }
  if (cacheVolume !== undefined && cacheVolume < cache.bytes) {
    return [{
      rule: 'cache-within-volume', so: `the cache volume is ${show(cacheVolume)} and the formula wants ${show(cache.bytes)}`,
      why: `${cache.because}; nginx answers 500 when it is full`, mend: `raise it, or lower ${cacheSize === 0 ? '' : 'cache.size, '}maxUpload or concurrentUploads`,
    }];
  }
  return cacheSize === 0 || maxSize > 0 ? [] : [{
    rule: 'cache-within-volume', so: `the cache volume is ${show(volume)} and ${show(temp.bytes)} of temporary files leave nothing of it`,
    why: `${temp.because}`, mend: 'raise cache.size, or leave sizingBasis out, and the volume holds both',
  }];
}

function memoryProblems({ keys, logs }: NginxAmounts, memory: number): Refusal[] {
  const parts = [
    { bytes: LEAST_MEMORY, of: 'of its own', mend: '' },
    ...keys === undefined ? [] : [{ bytes: keys.bytes, of: `for ${keys.because.split(' ')[0]} keys of the cache`, mend: ', lower cache.size or raise cache.averageResponse' }],
    ...logs === undefined ? [] : [{ bytes: logs.bytes, of: 'of logs', mend: ', lower logsInMemory' }],
  ];
  const need = ceilTo(parts.reduce((total, { bytes }) => total + bytes, 0), MIB);
  return memory >= need && Number.isSafeInteger(memory) ? [] : [{
    rule: 'memory-holds-parts', so: `memory is ${show(memory)} and nginx needs ${show(need)}: ${parts.map(({ bytes, of }) => `${show(bytes)} ${of}`).join(' + ')}`,
    why: 'so the kernel kills it (exit 137) under load', mend: `raise memory${parts.map(({ mend }) => mend).join('')}`,
  }];
}
