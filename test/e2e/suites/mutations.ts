/**
 * Takes a manifest that works and breaks it in every way that concerns storage, one way at a time. What happens must
 * be what the example's table foretells; a mutation nobody foretold and a prediction without its mutation both fail.
 */
import * as assert from 'assert';
import { App, Cluster } from '../runner/cluster';
import { Failure } from '../runner/failure';
import { Json, Manifest } from '../runner/manifest';
import { Pod } from '../runner/pod';
import { quantity } from '../runner/quantity';
import { until } from '../runner/shell';
import { isWorkload } from '../runner/workload';
import { Example } from './examples/example';
import { Section } from './ledger';

export type Prediction =
  /** The pod does not come up, or goes down: the failure's text. */
  | { fails: RegExp }
  /** It comes up and its work goes wrong: what the work complains of. */
  | { work: RegExp }
  /** A write into the full volume meets ENOSPC and nothing else happens. */
  | { full: true }
  /** All is as before, and why that is right. */
  | { harmless: string };

interface Mutation { title: string; manifests: Manifest[]; fill?: { owner: string; container: string; at: string; bytes: number } }

export async function mutate(section: Section, example: Example, manifests: Manifest[]): Promise<void> {
  if (typeof example.mutations === 'string') {
    section.mutationsAre = example.mutations;
    return;
  }
  const table = example.mutations;
  const mutations = allMutations(manifests, example);
  const foretold = Object.keys(table);
  await section.check('every mutation is foretold, and nothing else', () => {
    assert.deepEqual(mutations.map(one => one.title).sort(), foretold.sort());
  });
  // Two at a time: most of a mutation is waiting.
  const queue = mutations.filter(one => one.title in table);
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await tryOut(section, example, next, table[next.title]);
  };
  await Promise.all([worker(), worker()]);
}

async function tryOut(section: Section, example: Example, mutation: Mutation, prediction: Prediction): Promise<void> {
  await section.mutation(mutation.title, async () => {
    const cluster = await Cluster.start({ images: example.images });
    try {
      const app = await cluster.apply([...example.given ?? [], ...mutation.manifests]);
      const outcome = await outcomeOf(app, example, mutation);
      if ('harmless' in prediction) assert.equal(outcome, 'as before');
      else if ('full' in prediction) assert.match(outcome, /^full: .*No space left on device/s);
      else if ('fails' in prediction) assert.match(outcome, new RegExp(`^fails: .*(${prediction.fails.source})`, 's'));
      else assert.match(outcome, new RegExp(`^work: .*(${prediction.work.source})`, 's'));
    } finally {
      await cluster.close();
    }
  });
}

async function outcomeOf(app: App, example: Example, { fill }: Mutation): Promise<string> {
  try {
    await app.ready(example.patienceMs ?? 15_000);
  } catch (error) {
    if (error instanceof Failure) return `fails: ${error.message}`;
    throw error;
  }
  if (fill) return fillUp(app.podsOf(fill.owner)[0], fill);
  try {
    await example.work(app);
  } catch (error) {
    return `work: ${(error as Error).message}`;
  }
  // A liveness probe or a late crash may follow what the work did.
  const late = app.pods.find(pod => pod.failure);
  return late ? `fails: ${late.failure!.message}` : 'as before';
}

async function fillUp(pod: Pod, fill: NonNullable<Mutation['fill']>): Promise<string> {
  // Allocated, not written: the same to every limit, and quick at any size.
  const { code, output } = await pod.exec(['fallocate', '-l', String(fill.bytes), `${fill.at}/fill`], { container: fill.container });
  if (code !== 0) return `full: ${output}`;
  const failure = await until(() => pod.failure, 5000);
  return failure ? `fails: ${failure.message}` : 'as before';
}

function allMutations(manifests: Manifest[], { together, alone }: Example): Mutation[] {
  const mutations: Mutation[] = [];
  for (const [position, object] of manifests.entries()) {
    if (!isWorkload(object)) continue;
    const name = object.metadata.name;
    const podSpec = podSpecOf(object);
    const change = (title: string, edit: (spec: Json) => void, fill?: Mutation['fill']) => {
      const copy: Manifest[] = structuredClone(manifests);
      // One pod shows it as well as three.
      for (const one of copy.filter(it => it.spec?.replicas)) {
        one.spec.replicas = 1;
        alone?.(one);
      }
      edit(podSpecOf(copy[position]));
      mutations.push({ title: `${name}: ${title}`, manifests: copy.filter((one, at) => together || !isWorkload(one) || at === position), fill });
    };
    for (const [index, container] of podSpec.containers.entries()) {
      for (const mount of container.volumeMounts ?? []) {
        const at = `${container.name} ${mount.mountPath}`;
        const own = (spec: Json): Json[] => spec.containers[index].volumeMounts;
        change(`${at} taken away`, spec => { spec.containers[index].volumeMounts = own(spec).filter(one => one.mountPath !== mount.mountPath); });
        const volume = sourceOf(object, podSpec, mount.name);
        if (mount.readOnly || !(volume.emptyDir || volume.claim)) continue;
        change(`${at} read-only`, spec => { own(spec).find(one => one.mountPath === mount.mountPath).readOnly = true; });
        const size = quantity(volume.emptyDir ? volume.emptyDir.sizeLimit : volume.claim);
        if (object.kind === 'Job' || object.kind === 'CronJob') {
          // Its program is gone before anything could be filled behind its back: another one fills the volume.
          const fill = `fallocate -l ${size + 2 ** 20} ${mount.mountPath}/fill && sleep 30`;
          change(`${at} filled`, spec => { Object.assign(spec.containers[index], { command: ['sh', '-c', fill], args: [] }); });
        } else {change(`${at} filled`, () => undefined, { owner: name, container: container.name, at: mount.mountPath, bytes: size + 2 ** 20 });}
      }
    }
    if (podSpec.securityContext?.fsGroup !== undefined) change('no fsGroup', spec => { delete spec.securityContext.fsGroup; });
    for (const volume of podSpec.volumes ?? []) {
      if (volume.emptyDir?.medium !== 'Memory') continue;
      change(`${volume.name} shrunk to 4Ki`, spec => { spec.volumes.find((one: Json) => one.name === volume.name).emptyDir.sizeLimit = '4Ki'; });
    }
  }
  return mutations;
}

/** An emptyDir, or the size of a claim: of a template, or of one beside the workload. */
function sourceOf(object: Manifest, podSpec: Json, name: string): { emptyDir?: Json; claim?: string } {
  const template = (object.spec.volumeClaimTemplates ?? []).find((one: Json) => one.metadata.name === name);
  if (template) return { claim: template.spec.resources.requests.storage };
  const volume = podSpec.volumes.find((one: Json) => one.name === name);
  return { emptyDir: volume.emptyDir, claim: volume.persistentVolumeClaim && '1Ti' };
}

function podSpecOf(object: Manifest): Json {
  if (object.kind === 'Pod') return object.spec;
  return object.kind === 'CronJob' ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec;
}
