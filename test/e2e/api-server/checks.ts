/** Counts what held and says what did not. */
export class Checks {
  passed = 0;
  readonly failures: string[] = [];

  constructor(private readonly report: (line: string) => void) {}

  /** `problem` is empty when the check holds. */
  check(what: string, problem: string | undefined): boolean {
    if (!problem) {
      this.passed++;
      return true;
    }
    this.failures.push(what);
    this.report(`FAILED ${what}: ${problem}`);
    return false;
  }

  get failed(): number {
    return this.failures.length;
  }
}
