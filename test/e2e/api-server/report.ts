/** What the servers said, as lines and as a table. */
import { Fixture, QUESTIONS, Rulings } from './fixtures';
import { isAccepted } from './verdict';

export interface Trial {
  readonly version: string;
  readonly goldenResults: Map<string, { passed: number; failed: number }>;
  readonly rulings: Map<string, Rulings>;
}

/** Who stops a fixture first. */
const JUDGES = {
  server: 'refused by the API server itself',
  podSecurity: 'refused by Pod Security restricted only',
  rules: 'let through: our rules alone',
} as const;

function judgeOf(rulings: Rulings | undefined): keyof typeof JUDGES | undefined {
  if (rulings?.privileged === undefined || rulings.restricted === undefined) return undefined;
  if (!isAccepted(rulings.privileged.verdict)) return 'server';
  return isAccepted(rulings.restricted.verdict) ? 'rules' : 'podSecurity';
}

const EXPLANATION: Record<typeof QUESTIONS[number], string> = {
  privileged: 'in any namespace',
  restricted: 'under restricted',
  ignoring: 'from a client that ignores unknown fields, under restricted',
};

/** Each fixture with every server's words, grouped by who stops it; servers of one opinion share a line. */
export function reportRulings(fixtures: Fixture[], trials: Trial[], report: (line: string) => void): void {
  for (const [judge, title] of Object.entries(JUDGES)) {
    const group = fixtures.filter(({ key }) => trials.some(({ rulings }) => judgeOf(rulings.get(key)) === judge));
    report(`${title}: ${group.length} of ${fixtures.length} fixtures`);
    for (const { key, errors } of group) {
      report(`  ${key} (our errors: ${errors.join(', ') || 'none, warnings only'})`);
      const said = new Map<string, string[]>();
      for (const { version, rulings } of trials.filter((trial) => judgeOf(trial.rulings.get(key)) === judge)) {
        for (const line of wordsOf(rulings.get(key)!)) said.set(line, [...said.get(line) ?? [], version]);
      }
      for (const [line, versions] of said) report(`    ${versions.join(', ')} ${line}`);
    }
  }
}

function wordsOf(rulings: Rulings): string[] {
  const same = rulings.privileged?.verdict === rulings.restricted?.verdict;
  return QUESTIONS.filter((question) => !(same && question === 'restricted')).flatMap((question) => {
    const ruling = rulings[question];
    if (ruling === undefined || (ruling.verdict === 'accepted' && question === 'privileged')) return [];
    const where = same && question === 'privileged' ? EXPLANATION.privileged : EXPLANATION[question];
    return [`${where}: ${ruling.verdict}${ruling.message ? `; "${shortened(ruling.message)}"` : ''}`];
  });
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ');
  return line.length > 260 ? `${line.slice(0, 260)}...` : line;
}

export function rowsOf(goldens: string[], fixtures: Fixture[], trials: Trial[]): string[][] {
  const header = ['real API server', ...trials.map(({ version }) => `kube-apiserver ${version}`)];
  const golden = goldens.map((name) => [name, ...trials.map(({ goldenResults }) => {
    const { passed, failed } = goldenResults.get(name) ?? { passed: 0, failed: 1 };
    return failed === 0 ? `${passed} checks passed` : `${failed} of ${passed + failed} FAILED`;
  })]);
  const judges = Object.entries(JUDGES).map(([judge, title]) => [`fixtures ${title}`, ...trials.map(({ rulings }) =>
    String(fixtures.filter(({ key }) => judgeOf(rulings.get(key)) === judge).length))]);
  return [header, ...golden, ...judges];
}
