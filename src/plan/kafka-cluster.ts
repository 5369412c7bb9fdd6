import type { Refusal } from './refusal';
import { ceilTo, GIB, KIB, MIB, show } from '../sizing/amount';

/** What is known of a cluster before its settings are derived. Bytes and milliseconds. */
export interface KafkaRequest {
  readonly name: string;
  readonly namespace?: string;
  readonly brokers: number;
  readonly replicationFactor: number;
  readonly retention: number;
  /** The claim of one broker, as it is emitted. */
  readonly claim: number;
  /** Replicas of partitions on one broker; 0 where nobody said. */
  readonly partitionsPerBroker: number;
  readonly memory: number;
  readonly keepGcLog: boolean;
}

/** A cluster of brokers that are controllers as well, its claim and its memory divided. */
export interface KafkaCluster extends KafkaRequest {
  /** Headless Service that names the brokers. */
  readonly peers: string;
  readonly minInSyncReplicas: number;
  /** What one partition keeps, at most, beside the segment that is written. */
  readonly retentionBytes: number;
  readonly segmentBytes: number;
  readonly heap: number;
  readonly direct: number;
  readonly metaspace: number;
  /** All that the process needs; the rest of the limit is page cache. */
  readonly process: number;
  readonly problems: readonly Refusal[];
}

/** A larger heap only makes longer pauses: Kafka reads and writes through the page cache. */
const MOST_HEAP = 6 * GIB;
/** Buffers of the network threads, and classes; both are limits that the JVM is given. */
const DIRECT = 128 * MIB;
const METASPACE = 128 * MIB;
/** Code cache and thread stacks; the collector takes a tenth of the heap besides. */
const CODE = 128 * MIB;

/** Share of the claim that messages may fill; the rest is for indexes, compacted topics and the quorum's own log. */
const FILLED = 0.9;
/** log.segment.bytes as Kafka ships it; smaller where a tenth of a partition's share is less. */
const SEGMENT = GIB;
/** Kafka 4 takes no smaller segment. */
const LEAST_SEGMENT = MIB;

/** Divides the claim between partitions and the memory limit between heap, the rest of the JVM and the page cache. */
export function planKafka(request: KafkaRequest): KafkaCluster {
  const { claim, partitionsPerBroker, memory, replicationFactor } = request;
  // The limit holds for each partition. Where their number is unknown it is that of a single one: a limit that
  // is too small deletes messages before their time, one that is too large is only no net.
  const share = (claim * FILLED) / Math.max(partitionsPerBroker, 1);
  const segmentBytes = Math.max(Math.min(SEGMENT, floorTo(share / 10)), LEAST_SEGMENT);
  const heap = Math.min(floorTo(memory / 2), MOST_HEAP);
  const rest = CODE + ceilTo(heap / 10, MIB);
  const process = heap + DIRECT + METASPACE + rest;
  return {
    ...request,
    peers: `${request.name}-peers`,
    minInSyncReplicas: Math.max(1, replicationFactor - 1),
    segmentBytes,
    retentionBytes: floorTo(share - segmentBytes),
    heap,
    direct: DIRECT,
    metaspace: METASPACE,
    process,
    problems: [
      ...process <= memory ? [] : [{
        rule: 'memory-holds-parts',
        so: `memory is ${show(memory)} but the heap ${show(heap)}, direct buffers ${show(DIRECT)}, metaspace ${show(METASPACE)} and code, threads and collector ${show(rest)} `
          + `add up to ${show(process)}`,
        why: 'so the kernel kills the broker (exit 137) under load',
        mend: `raise memory to ${show(LEAST_MEMORY)} or more`,
      }],
      ...share >= 10 * LEAST_SEGMENT ? [] : [{
        rule: 'partitions-fit-claim',
        so: `partitionsPerBroker is ${partitionsPerBroker} and the claim is ${show(claim)}, which leaves ${show(ceilTo(share, KIB))} for each`,
        why: 'less than ten segments of 1Mi, so no limit keeps them from filling the claim',
        mend: `raise claimSize to ${show(ceilTo((partitionsPerBroker * 10 * LEAST_SEGMENT) / FILLED, GIB))}, or lower partitionsPerBroker`,
      }],
    ],
  };
}

/** Half of the limit and a twentieth are heap and its collector; the other parts must fit into the rest. */
const LEAST_MEMORY = ceilTo((DIRECT + METASPACE + CODE) / 0.45, MIB);

/** Whole Mi, and never more than there is. */
function floorTo(bytes: number): number {
  return Math.floor(bytes / MIB) * MIB;
}
