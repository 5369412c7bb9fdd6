import type { Duration, Size } from 'cdk8s';
import { sizeProblem, toBytes } from './size';

/** What is wrong with one property: what is so, why it matters; what to do. */
interface Wrong {
  readonly rule: string;
  readonly so: string;
  readonly why: string;
  readonly mend: string;
}

/** Reads the properties of one load as plain figures; gathers all that is wrong with them and throws it once. */
export class Figures {
  private readonly lines: string[] = [];

  constructor(private readonly where: string) {}

  public refuse({ rule, so, why, mend }: Wrong): void {
    this.lines.push(`${this.where}: ${so}, ${why}; ${mend} [${rule}]`);
  }

  public throwIfAny(): void {
    if (this.lines.length > 0) {
      throw new Error(this.lines.join('\n'));
    }
  }

  /** Bytes of a size that must be there. `why` says what follows from it. */
  public bytes(size: Size | undefined, property: string, why: string, zeroAllowed = false): number {
    if (size === undefined || size === null) {
      this.refuse({ rule: 'size-stated', so: `${property} is missing`, why, mend: 'state it, e.g. Size.mebibytes(512)' });
      return NaN;
    }
    if (typeof size.toKibibytes !== 'function') {
      this.refuse({ rule: 'size-positive', so: `${property} is ${String(size)}`, why: 'which is no Size', mend: 'write it as one, e.g. Size.mebibytes(512)' });
      return NaN;
    }
    const bytes = toBytes(size);
    const problem = sizeProblem(bytes, zeroAllowed);
    if (bytes === 0 && problem !== undefined) {
      this.refuse({ rule: 'size-positive', so: `${property} is 0`, why, mend: 'state the real figure, e.g. Size.mebibytes(512)' });
    } else if (problem !== undefined) {
      this.refuse({ rule: 'size-positive', so: `${property} ${problem.so}`, why: problem.why, mend: problem.mend });
    }
    return bytes;
  }

  /** Bytes of a size that may be left out. */
  public optionalBytes<T extends number | undefined>(size: Size | undefined, property: string, usual: T, why = 'no server runs on that'): number | T {
    return size === undefined || size === null ? usual : this.bytes(size, property, why);
  }

  /** Bytes of each size of a list. */
  public list(sizes: readonly Size[] | undefined, property: string): number[] {
    if (!Array.isArray(sizes)) {
      this.refuse({ rule: 'size-stated', so: `${property} is missing`, why: 'the budget is its sum', mend: `list the sizes, or write ${property}: []` });
      return [];
    }
    return sizes.map((size: Size, index) => this.bytes(size, `${property}[${index}]`, 'a size limit of 0 counts as none'));
  }

  public whole(value: number | undefined, property: string, least: number, most: number, usual?: number): number {
    const given = value ?? usual;
    if (given === undefined) {
      this.refuse({ rule: 'number-stated', so: `${property} is missing`, why: 'the size follows from it', mend: `state a whole number from ${least} to ${most}` });
    } else if (!(Number.isInteger(given) && given >= least && given <= most)) {
      this.refuse({ rule: 'whole-number', so: `${property} is ${given}`, why: `it must be a whole number from ${least} to ${most}`, mend: 'state one' });
    }
    return given ?? NaN;
  }

  public range(value: number | undefined, property: string, least: number, most: number, usual: number, source: string): number {
    const given = value ?? usual;
    if (!(given >= least && given <= most)) {
      this.refuse({ rule: 'share-in-range', so: `${property} is ${given}`, why: `${source} allows ${least} to ${most}`, mend: 'state a figure in that range' });
    }
    return given;
  }

  /** Days of a time that must be there and last an hour at least. */
  public retentionDays(retention: Duration | undefined, property: string): number {
    const mend = 'state how long messages must stay, 1 hour or more, e.g. Duration.days(7)';
    if (retention === undefined || retention === null || typeof retention.toSeconds !== 'function') {
      this.refuse({ rule: 'retention-positive', so: `${property} is missing`, why: 'the claim follows from it', mend });
      return NaN;
    }
    const seconds = retention.toSeconds({ integral: false });
    if (!(seconds >= 3600 && Number.isFinite(seconds))) {
      this.refuse({
        rule: 'retention-positive', so: `${property} is ${seconds} seconds`, why: 'Kafka would delete every segment as soon as it is closed', mend,
      });
    }
    return seconds / 86_400;
  }
}
