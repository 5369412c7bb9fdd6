/** Programs that never outlive this one, however it ends. */
import { ChildProcess, spawn, SpawnOptions, spawnSync } from 'child_process';

let binder: string[] | undefined;

/**
 * Starts a program that the kernel kills when this process dies, be it by SIGKILL: setpriv (util-linux) sets
 * the parent-death signal and then becomes the program, so that the pid is the program's own.
 */
export function startBound(program: string, args: string[], options: SpawnOptions): ChildProcess {
  binder ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0 ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];
  const [first, ...rest] = [...binder, program, ...args];
  return spawn(first, rest, options);
}

/** Asks a program to stop, then makes it. */
export async function stopProcess(child: ChildProcess, graceMs = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}
