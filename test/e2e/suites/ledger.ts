/** Keeps count of what was checked, and says at once what failed. */
export class Ledger {
  readonly sections: Section[] = [];

  /** `only` is for a person at work on one part: E2E_ONLY=postgres. Said aloud, so that nobody takes a part for the whole. */
  constructor(readonly report: (line: string) => void, private readonly only?: string) {
    if (only) report(`ONLY sections named like "${only}": the rest of the suite is left out`);
  }

  async run(name: string, checks: (section: Section) => Promise<void>): Promise<void> {
    if (this.only && !name.includes(this.only)) return;
    const section = new Section(name, this.report);
    this.sections.push(section);
    await checks(section);
    section.done();
  }

  get passed(): number { return this.sections.reduce((sum, one) => sum + one.passed + one.foretold, 0); }
  get failed(): number { return this.sections.reduce((sum, one) => sum + one.failed + one.surprises, 0); }

  table(): string[][] {
    const rows = this.sections.map(one => [
      one.name,
      one.readyMs === undefined ? '-' : `${(one.readyMs / 1000).toFixed(1)} s`,
      `${one.passed}/${one.passed + one.failed}`,
      one.foretold + one.surprises === 0 ? one.mutationsAre ?? '-' : `${one.foretold}/${one.foretold + one.surprises}`,
    ]);
    return [['example', 'ready in', 'checks passed', 'mutations as predicted'], ...rows];
  }
}

export class Section {
  passed = 0;
  failed = 0;
  foretold = 0;
  surprises = 0;
  readyMs?: number;
  /** Said in the table where no mutations were made. */
  mutationsAre?: string;

  constructor(readonly name: string, private readonly report: (line: string) => void) {}

  /** Runs one check; a failure is printed and counted, and the rest goes on. */
  async check(title: string, act: () => Promise<void> | void): Promise<boolean> {
    try {
      await inTime(act);
      this.passed++;
      return true;
    } catch (error) {
      this.failed++;
      this.complain(title, error);
      return false;
    }
  }

  /** A mutation whose outcome is not the predicted one. */
  async mutation(title: string, act: () => Promise<void>): Promise<void> {
    try {
      await inTime(act);
      this.foretold++;
    } catch (error) {
      this.surprises++;
      this.complain(`mutation ${title}`, error);
    }
  }

  done(): void {
    const mutations = this.foretold + this.surprises > 0 ? `, ${this.foretold}/${this.foretold + this.surprises} mutations as predicted` : '';
    const ready = this.readyMs === undefined ? '' : `ready in ${(this.readyMs / 1000).toFixed(1)} s, `;
    this.report(`${this.name}: ${ready}${this.passed}/${this.passed + this.failed} checks${mutations}`);
  }

  private complain(title: string, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.report(`FAILED  ${this.name}: ${title}\n${text.replace(/^/gm, '          ')}`);
  }
}

/** Something that hangs is a failure too, and must not keep the rest from being checked. */
async function inTime(act: () => Promise<void> | void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('did not end within four minutes')), 240_000);
  });
  try {
    await Promise.race([act(), late]);
  } finally {
    clearTimeout(timer);
  }
}
