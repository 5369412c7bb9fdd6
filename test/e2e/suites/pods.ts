/** The pods suite: what the kubelet does, then the guide's manifests, then the examples. */
import { examples } from './examples';
import { guide } from './guide';
import { Ledger } from './ledger';
import { lifecycle } from './runner/lifecycle';
import { network } from './runner/network';
import { security } from './runner/security';
import { content, volumes } from './runner/volumes';

/** For a person at work on one part: E2E_ONLY=guide. Said in the report, so that nobody takes a part for the whole. */
const wanted = (part: string) => process.env.E2E_ONLY === undefined || process.env.E2E_ONLY === part;

export async function run(report: (line: string) => void): Promise<{ passed: number; failed: number; rows: string[][] }> {
  const ledger = new Ledger(report);
  if (process.env.E2E_ONLY) report(`ONLY ${process.env.E2E_ONLY}: the rest of the suite is left out`);
  for (const [name, checks] of Object.entries({ security, volumes, content, lifecycle, network })) {
    if (!wanted('runner')) break;
    const section = ledger.section(`runner: ${name}`);
    await checks(section);
    section.done();
  }
  if (wanted('guide')) await guide(ledger);
  if (wanted('examples')) await examples(ledger);
  return { passed: ledger.passed, failed: ledger.failed, rows: ledger.table() };
}
