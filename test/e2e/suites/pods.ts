/** The pods suite: what the kubelet does, then the guide's manifests, then the examples. */
import { examples } from './examples';
import { guide } from './guide';
import { Ledger } from './ledger';
import { lifecycle } from './runner/lifecycle';
import { network } from './runner/network';
import { security } from './runner/security';
import { content, volumes } from './runner/volumes';

export async function run(report: (line: string) => void): Promise<{ passed: number; failed: number; rows: string[][] }> {
  const ledger = new Ledger(report, process.env.E2E_ONLY);
  for (const [name, checks] of Object.entries({ security, volumes, content, lifecycle, network })) {
    await ledger.run(`runner: ${name}`, checks);
  }
  await guide(ledger);
  await examples(ledger);
  return { passed: ledger.passed, failed: ledger.failed, rows: ledger.table() };
}
