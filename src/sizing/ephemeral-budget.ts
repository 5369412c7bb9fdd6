import { ceilTo, MIB, show, sum } from './amount';

/** What the kubelet charges to a pod's ephemeral-storage, in bytes. */
export interface EphemeralFigures {
  /** Size limits of the disk-backed emptyDirs. Memory and claims never count. */
  readonly diskVolumes: readonly number[];
  /** All containers of the pod: each keeps stdout and stderr on the node's disk. */
  readonly containers: number;
  /** What log rotation may hold for one container. */
  readonly logsPerContainer: number;
  /** ConfigMap volumes, twice while one is being updated. */
  readonly configMaps: number;
}

export interface EphemeralShare {
  readonly request: number;
  readonly limit: number;
}

/** The volumes are the main container's share; every other container carries its own logs. */
export interface EphemeralBudget {
  readonly main: EphemeralShare;
  readonly other: EphemeralShare;
  readonly pod: EphemeralShare;
  /** All that may legally be written. The pod's limit is never below it. */
  readonly need: number;
  readonly because: string;
  readonly source: string;
}

/** Kubelet defaults: containerLogMaxSize 10Mi x containerLogMaxFiles 5. */
export const LOGS_PER_CONTAINER = 50 * MIB;

/** A ConfigMap holds 1Mi at most, and is on the disk twice while it is updated. */
export const CONFIG_MAP_VOLUME = 2 * MIB;

/**
 * The guide's rule (part 4): request = 1.2 x the size limits, limit = 2 x request; with floors, so that
 * no size limit is a dead letter: the limit is never below 1.1 x all that may legally be written,
 * and log rotation, which is polled, may reach twice its figure before a container is evicted.
 */
export function ephemeralBudget(figures: EphemeralFigures): EphemeralBudget {
  const { diskVolumes, containers, logsPerContainer, configMaps } = figures;
  const volumes = sum(diskVolumes);
  const other = { request: ceilTo(logsPerContainer, MIB), limit: ceilTo(2 * logsPerContainer, MIB) };
  // Whole numbers until the division: 1.1 x 50Mi as a float is a hair above 55Mi, and would come out as 56Mi.
  const request = Math.max(ceilTo((12 * volumes) / 10, MIB), other.request);
  const limit = Math.max(2 * request, ceilTo((11 * (volumes + logsPerContainer + configMaps)) / 10, MIB), other.limit);
  const others = containers - 1;
  const formula = request === other.request && 1.2 * volumes < other.request
    ? `logs ${show(logsPerContainer)}, more than 1.2 x ${show(volumes)} of volumes; limit twice that or 1.1 x all that may be written`
    : `1.2 x ${show(volumes)} of volumes; limit twice that`;
  return {
    main: { request, limit },
    other,
    pod: { request: request + others * other.request, limit: limit + others * other.limit },
    need: volumes + containers * logsPerContainer + configMaps,
    because: others > 0 ? `${formula}; ${others} more with ${show(other.request)} of logs each, limit twice that` : formula,
    source: 'guide, part 4, ephemeral-storage; floors from the kubelet\'s eviction rules',
  };
}
