/** Where a run keeps its state, and how leftovers of a killed run are known: by a process that is no more. */
import * as fs from 'fs';
import * as path from 'path';
import { cacheDir } from './images/layers';
import { removeGroups } from './runner/cgroups';

function startTime(pid: string): string | undefined {
  try {
    // Field 22, counted behind the command name, which may hold spaces.
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ')[19];
  } catch {
    return undefined;
  }
}

export function makeRunDir(): string {
  const runs = path.join(cacheDir(), 'runs');
  fs.mkdirSync(runs, { recursive: true });
  for (const name of fs.readdirSync(runs)) {
    const [pid, started] = name.split('-');
    if (startTime(pid) !== started) removeRunDir(path.join(runs, name));
  }
  const dir = path.join(runs, `${process.pid}-${startTime(String(process.pid))}`);
  fs.mkdirSync(dir);
  return dir;
}

export function removeRunDir(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true });
  removeGroups(path.basename(dir));
}
