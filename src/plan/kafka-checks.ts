import type { Duration, Size } from 'cdk8s';
import { checkWhole } from './checks';
import type { Refusals } from './refusal';
import { planSize } from './size';
import { toBytes } from '../sizing/size';

/*
 * Checks of what a Kafka cluster states. Each refuses in the grammar and answers undefined.
 */

const SIZES = [1, 3, 5];
const HOUR = 3600;
const CENTURY = 36_500 * 24 * HOUR;

export function checkBrokers(brokers: number, replicationFactor: number, refusals: Refusals): void {
  if (!SIZES.includes(brokers)) {
    refusals.add({
      rule: 'quorum-odd', so: `brokers is ${brokers}`,
      why: 'the brokers vote as controllers: an even number survives no more losses than one less, and more than 5 only decide more slowly',
      mend: 'set 1, 3 or 5',
    });
    return;
  }
  checkWhole(replicationFactor, 'replicationFactor', 1, 1000, refusals);
  if (replicationFactor > brokers) {
    refusals.add({
      rule: 'replication-within-brokers', so: `replicationFactor is ${replicationFactor} and brokers is ${brokers}`, why: 'each copy needs a broker of its own',
      mend: `set replicationFactor to ${brokers} or less`,
    });
  }
}

/** Bytes a day. */
export function planThroughput(throughput: Size | undefined, refusals: Refusals): number | undefined {
  if (throughput === undefined || throughput === null || toBytes(throughput) === 0) {
    refusals.add({
      rule: 'size-stated', so: `dailyThroughput is ${throughput === undefined || throughput === null ? 'missing' : '0'}`, why: 'the claim follows from it',
      mend: 'state what producers write in a day, e.g. Size.gibibytes(100)',
    });
    return undefined;
  }
  return planSize(throughput, 'dailyThroughput', refusals);
}

/** Milliseconds. */
export function planRetention(retention: Duration | undefined, refusals: Refusals): number | undefined {
  const mend = 'state how long messages must stay, 1 hour or more, e.g. Duration.days(7)';
  if (retention === undefined || retention === null) {
    refusals.add({ rule: 'retention-positive', so: 'retention is missing', why: 'the claim follows from it', mend });
    return undefined;
  }
  const seconds = retention.toSeconds({ integral: false });
  if (seconds >= HOUR && seconds <= CENTURY) {
    return Math.round(seconds * 1000);
  }
  refusals.add({
    rule: 'retention-positive', so: `retention is ${seconds} seconds`, mend,
    why: seconds > CENTURY ? 'which is more than 100 years' : 'Kafka would delete every segment as soon as it is closed',
  });
  return undefined;
}

export function checkClusterId(id: string | undefined, refusals: Refusals): void {
  // 16 bytes; the last character holds two bits, and Kafka compares the text.
  if (id !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_-]{20}[AQgw]$/.test(String(id))) {
    refusals.add({
      rule: 'cluster-id', so: `clusterId is "${id}"`, why: 'Kafka takes 16 bytes in base64url, 22 characters', mend: 'copy the one that kafka-storage.sh random-uuid prints, or leave it out',
    });
  }
}

/** Settings travel as variables of the environment, in capitals and without a place for anything else. */
export function checkSettingNames(names: readonly string[], refusals: Refusals): void {
  for (const name of names.filter((each) => !/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(each))) {
    refusals.add({
      rule: 'setting-name', so: `settings[${JSON.stringify(name)}] is no setting of a broker`, why: 'so nothing would read it',
      mend: 'write it as in Kafka\'s documentation, e.g. "message.max.bytes"',
    });
  }
}
