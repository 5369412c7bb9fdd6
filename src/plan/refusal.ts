/** One thing that cannot be planned: what is so, why it matters; what to do. */
export interface Refusal {
  readonly rule: string;
  readonly so: string;
  readonly why?: string;
  readonly mend: string;
}

/** A refusal without its place, as cdk8s wants it at synthesis, where it prints the place itself. */
export function refusalText({ rule, so, why, mend }: Refusal): string {
  return `${so}${why === undefined ? '' : `, ${why}`}; ${mend} [${rule}]`;
}

/** Gathers all that cannot be planned for one construct, and throws it once. */
export class Refusals {
  private readonly lines: string[] = [];

  constructor(private readonly where: string) {}

  public add(refusal: Refusal): void {
    this.lines.push(`${this.where}: ${refusalText(refusal)}`);
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
