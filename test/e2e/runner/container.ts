/** One container of a pod through its lives: each start is a new root file system; volumes and logs stay. */
import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { BundleInput, Mount, ociConfig } from './bundle';
import { wasOutOfMemory } from './cgroups';
import { Environment, expand } from './environment';
import { Failure } from './failure';
import { Image, lowerDirs } from './images';
import { Json } from './manifest';
import { quantity } from './quantity';
import { identityOf } from './security';
import { must, Outcome, run } from './shell';
import { Volume } from './volumes';

export interface ContainerContext {
  runDir: string;
  podDir: string;
  podName: string;
  podSpec: Json;
  sandboxPid: () => number;
  cgroup: string;
  volumes: () => Volume[];
  environment: (container: Json, image: Image) => Environment;
  image: (reference: string) => Image;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class Container {
  readonly name: string;
  restarts = 0;
  running = false;
  /** Passed its startup probe, or has none. */
  started = false;
  ready = false;
  lastExit?: { code: number; reason: 'Completed' | 'Error' | 'OOMKilled' };
  /** Bytes of the writable layer count against the pod's ephemeral storage. */
  writableLayer?: string;
  stopping = false;
  private lives = 0;
  private image?: Image;

  constructor(readonly spec: Json, private readonly context: ContainerContext) {
    this.name = spec.name;
  }

  get logFile(): string { return path.join(this.context.podDir, `${this.name}.log`); }
  get logs(): string { return fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile, 'utf8') : ''; }

  private get dir(): string { return path.join(this.context.podDir, 'containers', this.name, String(this.lives)); }
  private get id(): string { return `${path.basename(this.context.podDir)}-${this.name}-${this.lives}`; }
  private get cgroup(): string { return `${this.context.cgroup}/${this.id}`; }

  /** Runs one life of the container to its end. */
  async live(onRunning: () => void): Promise<number> {
    this.lives++;
    await this.prepare();
    const log = path.join(this.dir, 'runc.json');
    const runc = ['runc', '--root', path.join(this.context.runDir, 'runc'), '--log', log, '--log-format', 'json',
      'run', '--keep', '--bundle', this.dir, '--pid-file', path.join(this.dir, 'pid'), this.id];
    // A real pipe, as a container runtime gives: Node's own pipes are sockets, and /dev/stderr cannot be opened on those.
    const child = spawn('bash', ['-c', '"$@" </dev/null 2>&1 | cat >>"$LOG"; exit "${PIPESTATUS[0]}"', 'bash', ...runc],
      { stdio: 'ignore', env: { ...process.env, LOG: this.logFile } });
    const ended = new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve(code ?? 137));
    });
    const isUp = await this.waitForPid(ended);
    if (isUp) {
      this.running = true;
      onRunning();
    }
    const code = await ended;
    this.running = this.ready = this.started = false;
    const oom = wasOutOfMemory(this.cgroup);
    await run(['runc', '--root', path.join(this.context.runDir, 'runc'), 'delete', '--force', this.id]);
    await run(['umount', '-l', path.join(this.dir, 'rootfs')]);
    this.lastExit = { code, reason: oom ? 'OOMKilled' : code === 0 ? 'Completed' : 'Error' };
    if (!isUp) {
      const error = /"level":"error","msg":"(.*?)","time"/.exec(fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '')?.[1];
      if (error) throw new Failure('RunContainerError', error.replace(/\\"/g, '"'));
    }
    return code;
  }

  exec(argv: string[], options: { input?: string; timeoutMs?: number } = {}): Promise<Outcome> {
    return run(['runc', '--root', path.join(this.context.runDir, 'runc'), 'exec', this.id, ...argv], options);
  }

  /** Sends the container's first process a signal. */
  async signal(name: string): Promise<void> {
    await run(['runc', '--root', path.join(this.context.runDir, 'runc'), 'kill', this.id, name]);
  }

  async terminate(): Promise<void> {
    await this.signal(this.image?.stopSignal ?? 'TERM');
  }

  /** Process id of the first process, as seen outside the container. */
  get pid(): number { return Number(fs.readFileSync(path.join(this.dir, 'pid'), 'utf8')); }

  private async waitForPid(ended: Promise<number>): Promise<boolean> {
    let over = false;
    void ended.then(() => { over = true; });
    const file = path.join(this.dir, 'pid');
    while (!over) {
      if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== '') return true;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    return fs.existsSync(file);
  }

  private async prepare(): Promise<void> {
    const { context, spec } = this;
    const image = context.image(spec.image);
    this.image = image;
    const [upper, work, rootfs] = ['upper', 'work', 'rootfs'].map(name => path.join(this.dir, name));
    for (const dir of [upper, work, rootfs]) fs.mkdirSync(dir, { recursive: true });
    fs.chmodSync(upper, 0o755);
    this.writableLayer = upper;
    const lower = await lowerDirs(image, path.join(context.runDir, 'images'));
    // Volatile: else each unmount would sync the whole disk of the machine.
    await must(['mount', '-t', 'overlay', 'overlay', '-o', `volatile,lowerdir=${lower},upperdir=${upper},workdir=${work}`, rootfs]);
    const env = context.environment(spec, image);
    const identity = identityOf(context.podSpec, spec, image.user ?? '', rootfs, context.podName);
    const limits = spec.resources?.limits ?? {};
    const args = [...spec.command ?? image.entrypoint ?? [], ...spec.args ?? (spec.command ? [] : image.cmd ?? [])];
    const input: BundleInput = {
      args: args.map(arg => expand(arg, env)),
      env: { PATH: DEFAULT_PATH, ...env },
      cwd: spec.workingDir ?? image.workdir ?? '/',
      identity,
      mounts: this.mounts(identity.readOnlyRoot, env),
      sandboxPid: context.sandboxPid(),
      cgroup: this.cgroup,
      memoryLimit: limits.memory === undefined ? Infinity : quantity(limits.memory),
      cpuLimit: limits.cpu === undefined ? Infinity : quantity(limits.cpu),
      cpuRequest: quantity(spec.resources?.requests?.cpu ?? limits.cpu ?? 0),
    };
    fs.writeFileSync(path.join(this.dir, 'config.json'), JSON.stringify(ociConfig(input), undefined, 1));
  }

  private mounts(readOnlyRoot: boolean, env: Environment): Mount[] {
    const { context, spec } = this;
    const wanted: Json[] = spec.volumeMounts ?? [];
    const covered = (at: string) => wanted.some(mount => path.posix.normalize(mount.mountPath).replace(/\/$/, '') === at);
    const terminationLog = path.join(this.dir, 'termination-log');
    fs.writeFileSync(terminationLog, '');
    fs.chmodSync(terminationLog, 0o666);
    const own: Mount[] = [
      { destination: '/etc/hosts', source: path.join(context.podDir, 'etc-hosts'), readOnly: false },
      { destination: '/etc/hostname', source: path.join(context.podDir, 'etc-hostname'), readOnly: readOnlyRoot },
      { destination: '/etc/resolv.conf', source: path.join(context.podDir, 'etc-resolv.conf'), readOnly: readOnlyRoot },
      { destination: spec.terminationMessagePath ?? '/dev/termination-log', source: terminationLog, readOnly: false },
      { destination: '/dev/shm', source: path.join(context.podDir, 'shm'), readOnly: false },
    ];
    return [...own.filter(mount => !covered(mount.destination)), ...wanted.map(mount => this.volumeMount(mount, env))];
  }

  private volumeMount(mount: Json, env: Environment): Mount {
    const volume = this.context.volumes().find(one => one.name === mount.name);
    if (!volume) throw new Error(`container ${this.name} mounts volume ${mount.name}, which the pod does not have`);
    const subPath: string | undefined = mount.subPathExpr ? expand(mount.subPathExpr, env) : mount.subPath;
    const source = subPath ? path.join(volume.dir, subPath) : volume.dir;
    if (subPath && !fs.existsSync(source)) {
      // Made by the kubelet as root with the volume's permissions; the set-group-id bit gets lost.
      fs.mkdirSync(source, { recursive: true });
      // eslint-disable-next-line no-bitwise
      fs.chmodSync(source, fs.statSync(volume.dir).mode & 0o777);
    }
    return { destination: mount.mountPath, source: fs.realpathSync(source), readOnly: volume.readOnly || mount.readOnly === true };
  }
}
