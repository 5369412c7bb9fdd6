import { Amount, ceilTo, GIB, MIB, roundUp, show } from './amount';
import { byBasis } from './by-basis';
import { SizingBasis } from './sizing-basis';

/** The traffic of a Kafka cluster, in bytes and days; `KafkaLoad` is its public face. */
export interface KafkaFigures {
  /** What producers write to the cluster in a day, after compression and before replication. */
  readonly dailyThroughput: number;
  readonly retentionDays: number;
  readonly replicationFactor: number;
  readonly brokers: number;
  /** Replicas of partitions on one broker; 0 leaves their active segments to the headroom. */
  readonly partitionsPerBroker: number;
  readonly keepGcLog: boolean;
}

/** The volumes of one broker. */
export interface KafkaAmounts {
  readonly claim: Amount;
  readonly tmp: Amount;
  readonly logs: Amount;
  readonly config: Amount;
}

/** log.segment.bytes and log.roll.hours as Kafka ships them. */
const SEGMENT = GIB;
const ROLL_DAYS = 7;
/** Ten rotated GC logs of 100Mi and the one that is being written. */
const GC_LOGS = 1100 * MIB;
const IMAGE = 'Apache Kafka documentation: Docker; start scripts of the distribution';

/** All volumes of one broker. */
export function kafkaVolumes(figures: KafkaFigures, basis: SizingBasis): KafkaAmounts {
  return {
    claim: kafkaClaim(figures, basis),
    tmp: kafkaTmp(figures, basis),
    logs: figures.keepGcLog
      ? { bytes: roundUp(GC_LOGS + 16 * MIB), because: '11 GC logs of 100Mi (ten rotated, one being written) + 16Mi for the broker\'s own', source: IMAGE }
      : { bytes: 16 * MIB, because: '16Mi; the broker logs to stdout and keeps no GC log', source: IMAGE },
    config: { bytes: 8 * MIB, because: '8Mi; the image writes its configuration at every start', source: IMAGE },
  };
}

/**
 * The log directory of one broker. It stands in an immutable template: it follows from throughput, retention,
 * replication factor, brokers and partitions alone.
 */
export function kafkaClaim(figures: KafkaFigures, basis: SizingBasis): Amount {
  const { dailyThroughput, retentionDays, replicationFactor, brokers, partitionsPerBroker } = figures;
  const perBroker = (dailyThroughput * replicationFactor) / brokers;
  // A segment is deleted only after it is closed: at 1Gi, or after a week, whichever comes first.
  const active = Math.min(partitionsPerBroker * SEGMENT, perBroker * ROLL_DAYS);
  const days = `${show(dailyThroughput)} a day x ${round(retentionDays)} days`;
  return byBasis(basis, kafkaGuideClaim(figures), {
    // 20% stay free: a broker whose disk is full stops, and a reassignment needs room.
    bytes: ceilTo(((perBroker * retentionDays + active) * 10) / 8, GIB),
    because: `(${days} x ${replicationFactor} replicas / ${brokers} ${brokers === 1 ? 'broker' : 'brokers'}`
      + `${active > 0 ? ` + ${show(active)} of active segments` : ''}) / 80%, the rest for indexes and reassignment`,
    source: 'Apache Kafka documentation: replication, log.retention.ms, log.segment.bytes, log.roll.hours',
  });
}

function kafkaGuideClaim({ dailyThroughput, retentionDays }: KafkaFigures): Amount {
  return {
    bytes: roundUp(dailyThroughput * retentionDays),
    because: `${show(dailyThroughput)} a day x ${round(retentionDays)} days`,
    source: 'guide, part 2 and 3, Kafka',
  };
}

function kafkaTmp(figures: KafkaFigures, basis: SizingBasis): Amount {
  const logs = kafkaGuideClaim(figures).bytes;
  return byBasis(basis, {
    bytes: roundUp(logs / 10), because: `10% of ${show(logs)} of log data`, source: 'guide, part 3, Kafka',
  }, {
    bytes: 64 * MIB,
    because: '64Mi for the compression libraries that the JVM unpacks; compaction writes in the log directory, never here',
    source: 'Apache Kafka documentation: log compaction, log.cleaner.dedupe.buffer.size',
  });
}

function round(days: number): number {
  return Math.round(days * 100) / 100;
}
