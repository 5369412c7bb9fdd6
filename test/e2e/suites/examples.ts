/** Every golden that holds a workload runs as it stands. */
import * as assert from 'assert';
import * as fs from 'fs';
import * as path from 'path';
import { Cluster } from '../runner/cluster';
import { Manifest, readYaml } from '../runner/manifest';
import { isWorkload } from '../runner/workload';
import { Example } from './examples/example';
import { EXAMPLES, NOT_YET } from './examples/table';
import { hardened } from './hardened';
import { Ledger, Section } from './ledger';
import { mutate } from './mutations';

const GOLDENS = path.join(__dirname, '..', '..', 'golden');

export async function examples(ledger: Ledger): Promise<void> {
  const goldens = fs.readdirSync(GOLDENS).filter(name => name.endsWith('.yaml')).map(name => name.replace(/\.yaml$/, ''));
  await ledger.run('examples', async section => {
    await section.check('every golden has an entry in the table, every entry a golden', () => {
      const unknown = goldens.filter(name => !(name in EXAMPLES) && !(name in NOT_YET));
      const absent = Object.keys(EXAMPLES).filter(name => !goldens.includes(name));
      assert.deepEqual({ unknown, absent }, { unknown: [], absent: [] });
    });
  });
  for (const [name, example] of Object.entries(EXAMPLES).filter(([one]) => goldens.includes(one))) {
    await ledger.run(name, async section => {
      const manifests = readYaml(path.join(GOLDENS, `${name}.yaml`));
      if (await prove(section, example, manifests)) await mutate(section, example, manifests);
    });
  }
  for (const name of goldens.filter(one => one in NOT_YET)) {
    await ledger.run(name, async section => {
      section.mutationsAre = `NOT YET: ${NOT_YET[name]}`;
    });
  }
}

/** The checks of one example; false when it does not even become ready. Exported for hand-made manifests. */
export async function prove(section: Section, example: Example, manifests: Manifest[]): Promise<boolean> {
  const cluster = await Cluster.start({ images: example.images });
  try {
    const app = await cluster.apply([...example.given ?? [], ...manifests]);
    const isReady = await section.check('every pod becomes ready by its own probes', async () => {
      section.readyMs = await app.ready(example.patienceMs ?? 30_000);
    });
    if (!isReady) return false;
    await section.check('does its work', () => example.work(app));
    for (const [title, act] of Object.entries(example.also ?? {})) await section.check(title, () => act(app));
    const workloads = manifests.filter(isWorkload).map(object => object.metadata.name);
    for (const workload of workloads) {
      const pods = app.podsOf(workload);
      if (pods[0].phase === 'Running') await hardened(section, pods);
    }
    for (const trace of example.leaves ?? []) {
      await section.check(`${trace.workload}: what ${trace.durable ? 'must last outlives' : 'need not last goes with'} a killed pod`, async () => {
        const [pod] = app.podsOf(trace.workload);
        await trace.write(pod);
        assert.equal(await trace.isThere(pod), true, 'before');
        await pod.kill();
        const next = app.replace(pod);
        await next.ready(example.patienceMs);
        assert.equal(await trace.isThere(next), trace.durable, 'after');
      });
    }
    if (app.pods.some(pod => pod.phase === 'Running')) {
      await section.check('still does its work', () => example.work(app));
      await section.check('stops cleanly within its grace', async () => {
        const codes = await Promise.all(app.pods.map(pod => pod.stop()));
        for (const [container, code] of codes.flatMap(Object.entries)) assert.ok([0, 143].includes(Number(code)), `${container} exited ${code}`);
      });
    }
    return true;
  } finally {
    await cluster.close();
  }
}
