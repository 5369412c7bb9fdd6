/** What the containers of a pod share: network, IPC and host name, the files the kubelet writes into /etc, and /dev/shm. */
import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Network } from './network';
import { must, run } from './shell';

export class Sandbox {
  static async create(podDir: string, hostname: string, network: Network): Promise<Sandbox> {
    const script = 'hostname "$1" && echo up && exec sleep infinity';
    const pause = spawn('unshare', ['--net', '--ipc', '--uts', 'sh', '-c', script, 'pause', hostname], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      pause.stdout.once('data', () => resolve());
      pause.once('exit', () => reject(new Error('the pause process of a pod did not start')));
    });
    const shm = path.join(podDir, 'shm');
    fs.mkdirSync(shm);
    await must(['mount', '-t', 'tmpfs', '-o', 'nosuid,nodev,noexec,mode=1777,size=65536k', 'shm', shm]);
    fs.writeFileSync(path.join(podDir, 'etc-hostname'), `${hostname}\n`);
    fs.writeFileSync(path.join(podDir, 'etc-resolv.conf'), 'search default.svc.cluster.local svc.cluster.local cluster.local\n');
    fs.writeFileSync(path.join(podDir, 'etc-hosts'), '127.0.0.1 localhost\n');
    return new Sandbox(podDir, pause, await network.attach(pause.pid!));
  }

  private constructor(private readonly podDir: string, private readonly pause: ChildProcess, readonly ip: string) {}

  get pid(): number { return this.pause.pid!; }

  /** Sysctls of the pod's own namespaces; others would need the node. */
  async setSysctls(sysctls: { name: string; value: string }[]): Promise<void> {
    for (const { name, value } of sysctls) {
      await must(['nsenter', `--net=/proc/${this.pid}/ns/net`, `--ipc=/proc/${this.pid}/ns/ipc`, 'sysctl', '-q', '-w', `${name}=${value}`]);
    }
  }

  /** Written in place: containers have this very file mounted. */
  writeHosts(lines: string[]): void {
    fs.writeFileSync(path.join(this.podDir, 'etc-hosts'), ['127.0.0.1 localhost', '::1 localhost', ...lines, ''].join('\n'));
  }

  async close(): Promise<void> {
    const gone = new Promise<void>(resolve => { this.pause.once('exit', () => resolve()); });
    this.pause.kill('SIGKILL');
    await gone;
    await run(['umount', '-l', path.join(this.podDir, 'shm')]);
  }
}
