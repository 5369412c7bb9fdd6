/** What the servers said, as lines and as a table. */
import { Fixture, QUESTIONS, Question, Rulings } from './fixtures';
import { ACCEPTED, isAccepted } from './verdict';

export interface Trial {
  readonly version: string;
  readonly goldenResults: Map<string, { passed: number; failed: number }>;
  readonly rulings: Map<string, Rulings>;
}

/** Who stops a fixture first. */
const JUDGES = {
  server: 'refused by the API server itself',
  podSecurity: 'refused by Pod Security restricted only',
  rules: 'let through everywhere: our rules alone',
  nobody: 'without a pod to judge: claims and the like',
} as const;

type Judge = keyof typeof JUDGES;

function judgeOf({ hasPod }: Fixture, rulings: Rulings | undefined): Judge | undefined {
  if (rulings?.privileged === undefined || rulings.restricted === undefined) return undefined;
  if (!hasPod) return 'nobody';
  if (!isAccepted(rulings.privileged.verdict)) return 'server';
  return isAccepted(rulings.restricted.verdict) ? 'rules' : 'podSecurity';
}

/** Each fixture with every server's words, grouped by who stops it; servers of one opinion share a line. */
export function reportRulings(fixtures: Fixture[], trials: Trial[], report: (line: string) => void): void {
  for (const [judge, title] of Object.entries(JUDGES)) {
    const group = fixtures.filter((fixture) => trials.some(({ rulings }) => judgeOf(fixture, rulings.get(fixture.key)) === judge));
    report(`${title}: ${group.length} of ${fixtures.length}`);
    for (const fixture of group) {
      report(`  ${fixture.key}${findingsOf(fixture)}`);
      const agreed = new Map<string, { versions: string[]; message: string }>();
      for (const { version, rulings } of trials.filter((trial) => judgeOf(fixture, trial.rulings.get(fixture.key)) === judge)) {
        for (const { words, message } of wordsOf(fixture, rulings.get(fixture.key)!)) {
          agreed.set(words, { message, versions: [...agreed.get(words)?.versions ?? [], version] });
        }
      }
      for (const [words, { versions, message }] of agreed) {
        report(`    ${versions.join(', ')} ${words}${message && !words.includes(message) ? `; "${shortened(message)}"` : ''}`);
      }
    }
  }
}

/** A rule's own fixture has one fault that counts. */
function findingsOf({ rule, hasPod, errors, warnings }: Fixture): string {
  if (!hasPod) return '';
  if (rule !== undefined) return errors.includes(rule) ? ' (our error)' : warnings.includes(rule) ? ' (our warning)' : ' (NO FINDING OF ITS RULE)';
  return errors.length > 0 ? ` (our errors: ${errors.join(', ')})` : '';
}

function wordsOf({ rule }: Fixture, rulings: Rulings): { words: string; message: string }[] {
  const where: Record<Question, string> = {
    privileged: 'in any namespace',
    restricted: rule === undefined ? 'under restricted' : 'under restricted, its other faults mended',
    ignoring: 'sent without strict validation',
  };
  const refused = rulings.privileged !== undefined && !isAccepted(rulings.privileged.verdict);
  return QUESTIONS.filter((question) => !(refused && question === 'restricted')).flatMap((question) => {
    const ruling = rulings[question];
    // What is let through without a word needs none here: the group's title says it.
    if (ruling === undefined || (ruling.verdict === ACCEPTED && question !== 'ignoring')) return [];
    return [{ words: `${where[question]}: ${ruling.verdict}`, message: ruling.message }];
  });
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ');
  return line.length > 240 ? `${line.slice(0, 240)}...` : line;
}

export function rowsOf(goldens: string[], fixtures: Fixture[], trials: Trial[]): string[][] {
  const header = ['real API server', ...trials.map(({ version }) => `kube-apiserver ${version}`)];
  const golden = goldens.map((name) => [name, ...trials.map(({ goldenResults }) => {
    const { passed, failed } = goldenResults.get(name) ?? { passed: 0, failed: 1 };
    return failed === 0 ? `${passed} checks passed` : `${failed} of ${passed + failed} FAILED`;
  })]);
  const judges = Object.entries(JUDGES).map(([judge, title]) => [`fixtures ${title}`, ...trials.map(({ rulings }) =>
    String(fixtures.filter((fixture) => judgeOf(fixture, rulings.get(fixture.key)) === judge).length))]);
  return [header, ...golden, ...judges.slice(0, -1)];
}
