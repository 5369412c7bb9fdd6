/** The guide's six manifests as they stand: each fails, or runs with less protection than it seems to have. */
import * as assert from 'assert';
import * as path from 'path';
import { App, Cluster } from '../../runner/cluster';
import { Failure } from '../../runner/failure';
import { readYaml } from '../../runner/manifest';
import { Pod } from '../../runner/pod';
import { until } from '../../runner/shell';
import { ok, request } from '../http';
import { Section } from '../ledger';
import { images } from './images';

const GUIDE = path.join(__dirname, '..', '..', '..', 'fixtures', 'guide');
const GIVEN = path.join(__dirname, '..', '..', 'fixtures', 'guide-given.yaml');

interface World { digestOverlooked: boolean; given: boolean }

async function withGuide(name: string, world: World, act: (app: App) => Promise<void>): Promise<void> {
  const cluster = await Cluster.start({ images, overlookShortDigests: world.digestOverlooked });
  try {
    await act(await cluster.apply([...world.given ? readYaml(GIVEN) : [], ...readYaml(path.join(GUIDE, `${name}.yaml`))]));
  } finally {
    await cluster.close();
  }
}

async function fails(app: App, message: RegExp): Promise<void> {
  const failure = await app.ready(20_000).then(() => assert.fail('became ready'), error => error);
  assert.ok(failure instanceof Failure, failure);
  assert.match(failure.message, message);
}

/** readOnlyRootFilesystem stands where there is no such field; nothing else of the restricted profile is there at all. */
async function looksHardenedButIsNot(pod: Pod): Promise<void> {
  const status = await pod.sh('cat /proc/1/status; grep " / " /proc/mounts; touch /var/tmp/malware && echo dropped a file');
  assert.match(status.stdout, /^dropped a file$/m, 'a world-writable directory of the image is writable');
  assert.match(status.stdout, /^overlay \/ overlay rw,/m);
  assert.match(status.stdout, /^CapBnd:\s+00000000a80425fb$/m, 'what the runtime gives is never taken away');
  assert.match(status.stdout, /^NoNewPrivs:\s+0$/m);
  assert.match(status.stdout, /^Seccomp:\s+0$/m);
}

export async function asPublished(section: Section): Promise<void> {
  for (const name of ['postgresql', 'redis-cache', 'redis-database', 'kafka', 'nginx', 'python-gunicorn']) {
    await section.check(`${name}: its shortened digest is no image name`, () => withGuide(name, { digestOverlooked: false, given: true }, async app => {
      await fails(app, /^InvalidImageName: Failed to apply default image tag ".+@sha256:abc123\.\.\.": couldn't parse image name .+: invalid reference format$/);
    }));
  }
  const alone = (name: string, message: RegExp) => section.check(`${name}: refers to what the guide does not give`,
    () => withGuide(name, { digestOverlooked: true, given: false }, app => fails(app, message)));
  await alone('postgresql', /^CreateContainerConfigError: secret "postgres-secret" not found$/);
  await alone('redis-database', /^FailedMount: MountVolume\.SetUp failed for volume "config" : configmap "redis-config" not found$/);
  await alone('nginx', /^FailedMount: MountVolume\.SetUp failed for volume "config" : configmap "nginx-config" not found$/);

  const whole = (name: string, title: string, act: (app: App) => Promise<void>) =>
    section.check(`${name}, its digest overlooked: ${title}`, () => withGuide(name, { digestOverlooked: true, given: true }, act));

  await whole('postgresql', 'a claim mounted at the data directory itself is not empty', app =>
    fails(app, /initdb: error: directory "\/var\/lib\/postgresql\/data" exists but is not empty\n.*It contains a lost\+found directory/));

  await whole('redis-cache', 'serves, each replica its own keys, under a writable root', async app => {
    await app.ready();
    const [one, two] = app.pods;
    assert.equal((await one.exec(['redis-cli', 'set', 'colour', 'red'])).stdout, 'OK\n');
    // Three replicas behind one Service would be three caches that contradict one another.
    assert.equal((await two.exec(['redis-cli', 'get', 'colour'])).stdout, '\n');
    await looksHardenedButIsNot(one);
  });

  await whole('redis-cache', 'the 10Gi of its data volume can never be used: the pod is evicted at 3Gi', async app => {
    await app.ready();
    assert.equal((await app.pods[0].exec(['fallocate', '-l', '4G', '/data/fill'])).code, 0);
    const failure = await until(() => app.pods[0].failure, 5000);
    assert.equal(failure?.message, 'Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 3Gi. ');
  });

  await whole('redis-database', 'serves and keeps its data, under a writable root', async app => {
    await app.ready();
    const [pod] = app.pods;
    assert.equal((await pod.exec(['redis-cli', 'set', 'colour', 'red'])).stdout, 'OK\n');
    await looksHardenedButIsNot(pod);
    await pod.stop();
    const next = app.replace(pod);
    await next.ready();
    assert.equal((await next.exec(['redis-cli', 'get', 'colour'])).stdout, 'red\n');
  });

  await whole('nginx', 'serves under a writable root', async app => {
    await app.ready();
    assert.equal(await ok(request(app.pods[0], 8080, '/')), 'served\n');
    await looksHardenedButIsNot(app.pods[0]);
  });

  await whole('python-gunicorn', 'serves under a writable root, and gunicorn\'s heartbeat is a file on disk', async app => {
    await app.ready();
    const [pod] = app.pods;
    assert.equal(await ok(request(pod, 8000, '/health')), 'ok');
    await looksHardenedButIsNot(pod);
    assert.match((await pod.sh('ls -l /proc/*/fd 2>/dev/null')).stdout, /\/tmp\/wgunicorn-\S+ \(deleted\)/);
  });

  await whole('kafka', 'its broker id is a name, its own address resolves to nothing, its /tmp can never be used', async app => {
    const pod = (await until(() => app.pods[0], 2000))!;
    await until(() => pod.container().running || undefined, 5000);
    assert.equal((await pod.sh('echo $KAFKA_BROKER_ID')).stdout, 'kafka-0\n', 'a broker id is a number');
    assert.equal(pod.isReady, false);
    assert.notEqual((await pod.exec(['getent', 'hosts', 'kafka-0.kafka'])).code, 0, 'there is no Service "kafka" that would give the name');
    assert.equal((await pod.exec(['fallocate', '-l', '6G', '/tmp/fill'])).code, 0);
    const failure = await until(() => pod.failure, 5000);
    assert.equal(failure?.message, 'Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 5Gi. ');
  });
}
