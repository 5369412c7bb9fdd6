/** The life of one pod, as the kubelet leads it. */
import * as fs from 'fs';
import * as path from 'path';
import { podGroup, removeGroups } from './cgroups';
import { Container, ContainerContext } from './container';
import { environmentOf, PodFacts } from './environment';
import { reasonToEvict } from './eviction';
import { crashOf, Failure } from './failure';
import { Patient, tend } from './health';
import { findImage } from './images';
import { Json, refuseWhatIsNotPlayed } from './manifest';
import { Node } from './node';
import { Sandbox } from './sandbox';
import { Backend } from './services';
import { Outcome, sleep, until } from './shell';
import { endOf } from './termination';
import { memoryLimitOf, mountVolumes, unmountVolumes, Volume } from './volumes';
import { PodPlan } from './workload';

let pods = 0;

export class Pod implements Backend, Patient {
  readonly uid = `pod${++pods}`;
  readonly containers: Container[];
  readonly initContainers: Container[];
  readonly events: string[] = [];
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' = 'Pending';
  /** Why the pod did not come up, or was evicted. */
  failure?: Failure;
  /** Milliseconds from creation until it was first ready, or finished. */
  readyAfter?: number;
  volumes: Volume[] = [];
  ip = '';
  stopping = false;
  private readonly created = Date.now();
  private readonly dir: string;
  private sandbox?: Sandbox;
  private watcher?: NodeJS.Timeout;
  private lives: Promise<unknown>[] = [];
  private startup?: Promise<void>;
  private keptLogs?: Record<string, string>;

  constructor(readonly plan: PodPlan, readonly index: number, private readonly node: Node) {
    refuseWhatIsNotPlayed(plan.spec);
    this.dir = path.join(node.runDir, 'pods', this.uid);
    const make = (spec: Json) => new Container(spec, this.context());
    this.containers = plan.spec.containers.map(make);
    this.initContainers = (plan.spec.initContainers ?? []).map(make);
  }

  get name(): string { return this.plan.name; }
  get spec(): Json { return this.plan.spec; }
  get labels(): Record<string, string> { return this.plan.labels; }
  get hostname(): string { return this.plan.hostname; }
  get isReady(): boolean { return this.phase === 'Running' && [...this.containers, ...this.sidecars].every(one => one.ready); }
  get sidecars(): Container[] { return this.initContainers.filter(one => one.spec.restartPolicy === 'Always'); }

  start(): void {
    this.startup = this.bringUp().catch(error => {
      if (!(error instanceof Failure)) throw error;
      this.fail(error);
    });
    this.startup.catch(error => this.fail(new Failure('RunnerError', String(error?.stack ?? error))));
  }

  /** Resolves with the milliseconds it took; throws the Failure when the pod cannot come up. */
  async ready(timeoutMs = 30_000): Promise<number> {
    const done = await until(() => this.failure ?? this.readyAfter, timeoutMs, 20);
    if (done === undefined) {
      const unready = [...this.initContainers, ...this.containers].filter(one => !one.ready).map(one => `${one.name}: ${one.logs.trim().slice(-600)}`);
      throw new Failure('NotReady', `after ${timeoutMs} ms; ${unready.join('; ')}`);
    }
    if (done instanceof Failure) throw done;
    return done;
  }

  container(name?: string): Container {
    const found = name === undefined ? this.containers[0] : [...this.containers, ...this.initContainers].find(one => one.name === name);
    if (!found) throw new Error(`pod ${this.name} has no container ${name}`);
    return found;
  }

  exec(argv: string[], options: { container?: string; input?: string; timeoutMs?: number } = {}): Promise<Outcome> {
    return this.container(options.container).exec(argv, options);
  }

  /** Runs a line of shell in the container. */
  sh(line: string, container?: string): Promise<Outcome> {
    return this.exec(['sh', '-c', line], { container });
  }

  logs(container?: string): string {
    const name = this.container(container).name;
    return this.keptLogs?.[name] ?? this.container(name).logs;
  }

  /** Graceful deletion: preStop, SIGTERM, grace, SIGKILL; sidecars last. Returns the exit codes of what was running. */
  async stop(): Promise<Record<string, number>> {
    return this.end(this.spec.terminationGracePeriodSeconds ?? 30);
  }

  /** As when the node dies: nothing gets a chance to say goodbye. */
  async kill(): Promise<void> {
    await this.end(0);
  }

  private async end(graceSeconds: number): Promise<Record<string, number>> {
    this.stopping = true;
    clearInterval(this.watcher);
    const running = (list: Container[]) => list.filter(one => one.running);
    const stopped = running([...this.initContainers, ...this.containers]);
    const end = Date.now() + graceSeconds * 1000;
    const mains = [...this.containers, ...this.initContainers.filter(one => !this.sidecars.includes(one))];
    await Promise.all(running(mains).map(one => endOf(one, this.ip, end - Date.now())));
    for (const sidecar of running(this.sidecars).reverse()) await endOf(sidecar, this.ip, end - Date.now());
    await this.startup?.catch(() => undefined);
    await Promise.all(this.lives);
    await this.tearDown();
    return Object.fromEntries(stopped.map(one => [one.name, one.lastExit!.code]));
  }

  private async tearDown(): Promise<void> {
    if (this.keptLogs) return;
    this.keptLogs = Object.fromEntries([...this.initContainers, ...this.containers].map(one => [one.name, one.logs]));
    await this.sandbox?.close();
    this.ip = '';
    this.node.onChange();
    await unmountVolumes(this.dir);
    fs.rmSync(this.dir, { recursive: true, force: true });
    removeGroups(`${this.node.runName}/${this.uid}`);
  }

  private async bringUp(): Promise<void> {
    const { spec, node } = this;
    fs.mkdirSync(this.dir, { recursive: true });
    podGroup(node.runName, this.uid, memoryLimitOf(spec));
    this.volumes = await mountVolumes(spec, { podDir: this.dir, facts: this.facts, objects: node.objects, claims: node.claims });
    this.sandbox = await Sandbox.create(this.dir, this.hostname, node.network);
    this.ip = this.sandbox.ip;
    await this.sandbox.setSysctls(spec.securityContext?.sysctls ?? []);
    this.writeHosts(node.services.hosts());
    node.onChange();
    this.watcher = setInterval(() => this.watchStorage(), 200).unref();
    for (const container of this.initContainers) {
      if (this.stopping) return;
      if (this.sidecars.includes(container)) await this.runSidecar(container);
      else await this.runInit(container);
    }
    if (this.stopping) return;
    this.phase = 'Running';
    for (const container of this.containers) this.lives.push(this.supervise(container, spec.restartPolicy ?? 'Always'));
  }

  private async runInit(container: Container): Promise<void> {
    const code = await container.live(() => this.came(container, false));
    if (code !== 0 && !this.stopping) throw crashOf('init container', container);
    container.ready = true;
  }

  private async runSidecar(container: Container): Promise<void> {
    this.lives.push(this.supervise(container, 'Always'));
    await until(() => container.started || this.failure || this.stopping ? true : undefined, 120_000, 10);
    if (this.failure) throw this.failure;
  }

  /** Runs a container again and again as its restart policy says; a crash before the pod was ever ready ends the pod here. */
  private async supervise(container: Container, policy: string): Promise<void> {
    while (!this.stopping) {
      try {
        const code = await container.live(() => this.came(container));
        if (this.stopping) return;
        this.node.onChange();
        if (policy !== 'Always' && code === 0) return this.finish();
        if (this.readyAfter === undefined || policy === 'Never') return this.fail(crashOf('container', container));
      } catch (error) {
        return this.fail(error instanceof Failure ? error : new Failure('RunnerError', String((error as Error).stack)));
      }
      container.restarts++;
      // The first restart is immediate; after that the kubelet backs off.
      if (container.restarts > 1) await sleep(10_000);
    }
  }

  /** A container that comes up while its pod is being ended was not there to be told. */
  private came(container: Container, isWatched = true): void {
    if (this.stopping) void endOf(container, this.ip, 0);
    else if (isWatched) void tend(container, this);
  }

  noticeReadiness(): void {
    this.node.onChange();
    // A Job's pod is done when it has ended.
    const ends = ['Job', 'CronJob'].includes(this.plan.owner.kind);
    if (this.isReady && !ends) this.readyAfter ??= Date.now() - this.created;
  }

  private finish(): void {
    if (!this.containers.every(one => one.lastExit?.code === 0 && !one.running)) return;
    this.phase = 'Succeeded';
    this.readyAfter = Date.now() - this.created;
    for (const sidecar of this.sidecars) void sidecar.terminate();
    this.stopping = this.sidecars.length > 0;
  }

  private fail(failure: Failure): void {
    this.failure ??= failure;
    this.phase = 'Failed';
    this.node.onChange();
  }

  private watchStorage(): void {
    const message = this.stopping ? undefined : reasonToEvict(this.spec, this.volumes, [...this.initContainers, ...this.containers]);
    if (message === undefined) return;
    this.events.push(`Evicted: ${message}`);
    this.fail(new Failure('Evicted', message));
    this.stopping = true;
    clearInterval(this.watcher);
    for (const container of [...this.containers, ...this.initContainers]) if (container.running) this.lives.push(endOf(container, this.ip, 1000, false));
  }

  writeHosts(services: string[]): void {
    if (!this.sandbox || this.keptLogs) return;
    const { subdomain } = this.spec;
    const full = subdomain ? [`${this.hostname}.${subdomain}.default.svc.cluster.local`] : [];
    this.sandbox.writeHosts([`${this.ip} ${[...full, this.hostname].join(' ')}`, ...services]);
  }

  private get facts(): PodFacts {
    const { name, uid, ip, labels, spec } = this;
    return { name, uid, ip, hostIp: this.node.network.nodeIp, labels, annotations: this.plan.annotations, spec };
  }

  /** What a container needs of its pod, looked up when it starts: volumes and sandbox come later than this object. */
  private context(): ContainerContext {
    const { node } = this;
    const links = () => this.spec.enableServiceLinks === false ? {} : node.services.links();
    return {
      runDir: node.runDir,
      podDir: this.dir,
      podName: `${this.name}_default(${this.uid})`,
      podSpec: this.spec,
      cgroup: `/cdk8s-immutable-e2e/${node.runName}/${this.uid}`,
      sandboxPid: () => this.sandbox!.pid,
      volumes: () => this.volumes,
      image: reference => findImage(node.images, reference, node.overlookShortDigests),
      environment: (container, image) => environmentOf(container, image.env ?? {}, this.facts, node.objects, links()),
    };
  }
}
