/** A temporary folder that is gone afterwards, and what to undo when a signal ends the run early. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const PREFIX = 'cdk8s-immutable-api-server-';

/** Makes a folder named after this process; folders of processes that were killed go first. */
export function makeScratch(): string {
  // The folder of the whole end-to-end run is removed with it, even when this process is killed.
  const parent = process.env.E2E_RUN_DIR || os.tmpdir();
  for (const name of fs.readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : NaN;
    if (pid > 0 && !isAlive(pid)) {
      fs.rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
  return fs.mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs `undo` when the process exits or a signal ends it; the returned function takes that back. */
export function onEarlyEnd(undo: () => void): () => void {
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const onSignal = (signal: NodeJS.Signals) => {
    release();
    undo();
    // With the listener gone the signal does what it does by default, unless another part of the program listens too.
    process.kill(process.pid, signal);
  };
  const release = () => {
    process.off('exit', undo);
    signals.forEach((signal) => process.off(signal, onSignal));
  };
  process.on('exit', undo);
  signals.forEach((signal) => process.on(signal, onSignal));
  return release;
}
