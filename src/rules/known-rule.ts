import { RULES } from './registry';

interface Exception {
  readonly rule: string;
  readonly reason: string;
  readonly reviewBy?: string;
}

interface Gatherer {
  add(refusal: { rule: string; so: string; why?: string; mend: string }): void;
}

/** Refuses an exception from a rule that does not exist, that gives no reason, or whose date is none. */
export function checkExceptions(exceptions: readonly Exception[], refusals: Gatherer): void {
  for (const { rule, reason, reviewBy } of exceptions) {
    if (!RULES.some(({ id }) => id === rule)) {
      refusals.add({ rule: 'exception-known-rule', so: `exception for "${rule}", no such rule`, mend: `did you mean "${nearestRule(rule)}"?` });
    }
    if (!reason?.trim()) {
      refusals.add({
        rule: 'exception-has-reason', so: `exception for "${rule}" gives no reason`, why: 'and the report shows one to whoever asks',
        mend: 'say why the rule does not count here',
      });
    }
    if (reviewBy !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(reviewBy) || Number.isNaN(Date.parse(reviewBy)))) {
      refusals.add({ rule: 'exception-date', so: `reviewBy of the exception for "${rule}" is "${reviewBy}", which is no day`, mend: 'write it as 2027-03-31' });
    }
  }
}

/** The rule whose id differs least from what was written. */
export function nearestRule(written: string): string {
  const distances = RULES.map(({ id }) => ({ id, distance: editDistance(id, written.toLowerCase()) }));
  return distances.reduce((best, each) => (each.distance < best.distance ? each : best)).id;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
