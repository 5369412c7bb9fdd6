/** A cluster of one node: objects go in as YAML has them, pods come out. Several may live side by side; they share nothing. */
import * as fs from 'fs';
import * as path from 'path';
import { removeGroups } from './cgroups';
import { Claims } from './claims';
import { ImageTable } from './images';
import { Manifest } from './manifest';
import { Network } from './network';
import { Node } from './node';
import { Objects } from './objects';
import { Pod } from './pod';
import { Services } from './services';
import { claimsOf, isWorkload, planPod, planPods } from './workload';

/** Kinds that change nothing about how a pod runs on one node, or that the runner leaves to the API suite. */
const WITHOUT_EFFECT = ['Namespace', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'HorizontalPodAutoscaler', 'Ingress', 'Role', 'RoleBinding',
  'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'StorageClass', 'ServiceMonitor', 'PodMonitor'];

export interface ClusterOptions {
  /** What stands for each image. */
  images: ImageTable;
  /** Treat a digest like "sha256:abc123..." as if it were whole. */
  overlookShortDigests?: boolean;
}

export class App {
  readonly pods: Pod[] = [];
  private generation = 0;
  private rollout: Promise<void>;
  private closing = false;

  constructor(private readonly workloads: Manifest[], private readonly makePod: (plan: ReturnType<typeof planPod>, index: number) => Pod) {
    this.rollout = this.roll();
    this.rollout.catch(() => undefined);
  }

  /** Waits until every pod is ready, or finished if it is meant to finish; returns the slowest pod's milliseconds. */
  async ready(timeoutMs = 30_000): Promise<number> {
    const began = Date.now();
    await this.rollout;
    const times = await Promise.all(this.pods.map(pod => pod.ready(timeoutMs - (Date.now() - began))));
    return Math.max(...times);
  }

  /** What its controller does when a pod is gone: a new one, with the old name only in a StatefulSet. */
  replace(gone: Pod): Pod {
    const pod = this.makePod(planPod(gone.plan.owner, gone.index, ++this.generation), gone.index);
    this.pods[this.pods.indexOf(gone)] = pod;
    pod.start();
    return pod;
  }

  podsOf(workload: string): Pod[] {
    return this.pods.filter(pod => pod.plan.owner.metadata.name === workload);
  }

  async delete(): Promise<void> {
    this.closing = true;
    await this.rollout.catch(() => undefined);
    await Promise.all(this.pods.map(pod => pod.kill()));
  }

  private async roll(): Promise<void> {
    await Promise.all(this.workloads.map(async workload => {
      const ordered = workload.kind === 'StatefulSet' && workload.spec.podManagementPolicy !== 'Parallel';
      for (const [index, plan] of planPods(workload).entries()) {
        if (this.closing) return;
        const pod = this.makePod(plan, index);
        this.pods.push(pod);
        pod.start();
        if (ordered) await pod.ready(60_000);
      }
    }));
  }
}

let clusters = 0;

export class Cluster {
  static async start(options: ClusterOptions): Promise<Cluster> {
    return new Cluster(options, await Network.create());
  }

  private readonly objects = new Objects();
  private readonly claims: Claims;
  private readonly services: Services;
  private readonly apps: App[] = [];
  private readonly node: Node;

  private constructor(options: ClusterOptions, readonly network: Network) {
    const runDir = process.env.E2E_RUN_DIR!;
    this.claims = new Claims(path.join(runDir, 'claims', String(++clusters)), this.objects);
    this.services = new Services(network, () => this.apps.flatMap(app => app.pods));
    this.node = {
      runDir,
      runName: path.basename(runDir),
      objects: this.objects,
      claims: this.claims,
      network,
      services: this.services,
      images: options.images,
      overlookShortDigests: options.overlookShortDigests === true,
      onChange: () => this.publishNames(),
    };
    fs.mkdirSync(path.join(runDir, 'images'), { recursive: true });
  }

  async apply(manifests: Manifest[]): Promise<App> {
    for (const object of manifests) {
      this.objects.add(object);
      for (const claim of claimsOf(object)) this.objects.add(claim);
      if (object.kind === 'Service') await this.services.add(object);
      else if (!isWorkload(object) && !WITHOUT_EFFECT.includes(object.kind)) throw new Error(`the pod runner does not play kind ${object.kind}`);
    }
    const app = new App(manifests.filter(isWorkload), (plan, index) => new Pod(plan, index, this.node));
    this.apps.push(app);
    return app;
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.delete();
    this.services.close();
    await this.claims.close();
    await this.network.close();
  }

  private publishNames(): void {
    const lines = this.services.hosts();
    for (const app of this.apps) for (const pod of app.pods) pod.writeHosts(lines);
  }
}

/** At the end of a run, or at the start of the next when this one was killed. */
export function forget(runName: string): void {
  removeGroups(runName);
}
