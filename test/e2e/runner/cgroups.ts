/** Memory groups of pods (cgroup v1): runc makes those of the containers below them. */
import * as fs from 'fs';
import * as path from 'path';

const ROOT = '/sys/fs/cgroup';
const PARENT = 'cdk8s-immutable-e2e';

export function assertCgroups(): void {
  if (!fs.existsSync(`${ROOT}/memory/memory.limit_in_bytes`)) throw new Error('the pod runner needs the memory controller of cgroup v1 at /sys/fs/cgroup/memory');
}

export function podGroup(run: string, pod: string, memoryLimit: number): string {
  const group = `/${PARENT}/${run}/${pod}`;
  const dir = path.join(ROOT, 'memory', group);
  fs.mkdirSync(dir, { recursive: true });
  if (Number.isFinite(memoryLimit)) fs.writeFileSync(path.join(dir, 'memory.limit_in_bytes'), String(Math.floor(memoryLimit)));
  return group;
}

/** True when the kernel killed something in this container for want of memory. */
export function wasOutOfMemory(containerGroup: string): boolean {
  const file = path.join(ROOT, 'memory', containerGroup, 'memory.oom_control');
  return fs.existsSync(file) && Number(/^oom_kill (\d+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? 0) > 0;
}

/** Groups are directories: only empty ones can go, deepest first. */
export function removeGroups(below: string): void {
  const remove = (dir: string) => {
    if (!fs.existsSync(dir)) return;
    for (const entry of fs.readdirSync(dir, { withFileTypes: true })) if (entry.isDirectory()) remove(path.join(dir, entry.name));
    try { fs.rmdirSync(dir); } catch { /* a process is still dying; the next start removes it */ }
  };
  for (const controller of fs.readdirSync(ROOT)) {
    remove(path.join(ROOT, controller, PARENT, below));
    // Other runs may still have groups of theirs.
    try { fs.rmdirSync(path.join(ROOT, controller, PARENT)); } catch { /* not empty, or never made */ }
  }
}
