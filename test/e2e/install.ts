/** What the pods suite needs of the machine, installed by Debian package when missing. */
import { spawnSync } from 'child_process';
import { prepareKafka } from './images/kafka';
import { prepareLayers } from './images/layers';
import { assertCgroups } from './runner/cgroups';
import { must } from './runner/shell';

const TOOLS: Record<string, string> = {
  'runc': 'runc',
  'ip': 'iproute2',
  'unshare': 'util-linux',
  'nsenter': 'util-linux',
  'setpriv': 'util-linux',
  'mount': 'mount',
  'mkfs.ext4': 'e2fsprogs',
  'sysctl': 'procps',
  'bash': 'bash',
  'xz': 'xz-utils',
  'mvn': 'maven',
};

export async function install(report: (line: string) => void): Promise<void> {
  assertCgroups();
  const packages = [...new Set(Object.entries(TOOLS).filter(([tool]) => !isThere(tool)).map(([, name]) => name))];
  if (packages.length > 0) {
    if (!isThere('apt-get')) throw new Error(`needs ${packages.join(', ')} and, to install them, a Debian machine with apt-get`);
    report(`installing ${packages.join(', ')}`);
    await must(['apt-get', '-q', 'update']);
    await must(['apt-get', '-q', '-y', 'install', '--no-install-recommends', ...packages], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  await prepareLayers(report);
  await prepareKafka(report);
}

function isThere(tool: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
}
