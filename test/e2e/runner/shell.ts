/** The only file that starts programs of the machine. */
import { spawn } from 'child_process';

export interface Outcome { code: number; stdout: string; stderr: string; output: string }

/** Waits for a program; never throws on a non-zero exit, for most callers want to look at it. */
export function run(argv: string[], options: { input?: string; timeoutMs?: number; env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0], argv.slice(1), { stdio: 'pipe', env: options.env ?? process.env });
    let stdout = '';
    let stderr = '';
    let late = false;
    const timer = options.timeoutMs && setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.stdout.on('data', data => { stdout += data; });
    child.stderr.on('data', data => { stderr += data; });
    child.stdin.on('error', () => { /* the program may not read its input */ });
    child.stdin.end(options.input ?? '');
    child.on('error', reject);
    child.on('close', code => {
      if (timer) clearTimeout(timer);
      if (late) stderr += `timed out after ${options.timeoutMs} ms`;
      resolve({ code: late ? 124 : code ?? 137, stdout, stderr, output: stdout + stderr });
    });
  });
}

/** Like run, but a failure of the machine itself ends the test run. */
export async function must(argv: string[], options: Parameters<typeof run>[1] = {}): Promise<string> {
  const outcome = await run(argv, options);
  if (outcome.code !== 0) throw new Error(`${argv.join(' ')}: exit ${outcome.code}\n${outcome.output}`);
  return outcome.stdout;
}

export const sleep = (ms: number) => new Promise<void>(resolve => { setTimeout(resolve, ms); });

/** Asks until the answer is not undefined, or gives up. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined, timeoutMs: number, everyMs = 50): Promise<T | undefined> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
