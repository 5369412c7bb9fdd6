/** One thing that cannot be planned: what is so, why it matters; what to do. */
export interface Refusal {
  readonly rule: string;
  readonly so: string;
  readonly why?: string;
  readonly mend: string;
}

/** Gathers all that cannot be planned for one construct, and throws it once. */
export class Refusals {
  private readonly lines: string[] = [];

  constructor(private readonly where: string) {}

  public add(refusal: Refusal): void {
    const why = refusal.why === undefined ? '' : `, ${refusal.why}`;
    this.lines.push(`${this.where}: ${refusal.so}${why}; ${refusal.mend} [${refusal.rule}]`);
  }

  public get any(): boolean {
    return this.lines.length > 0;
  }

  public throwIfAny(): void {
    if (this.lines.length > 0) {
      throw new Error(this.lines.join('\n'));
    }
  }
}
