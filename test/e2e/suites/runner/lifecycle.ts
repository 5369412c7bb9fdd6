/** Start, health, end: init containers, sidecars, environment, probes, memory, signals. */
import * as assert from 'assert';
import { Manifest, parseYaml } from '../../runner/manifest';
import { sleep, until } from '../../runner/shell';
import { Section } from '../ledger';
import { checkWith, failureOf, output, SLEEP, tinyPod } from './tiny';

const shared = { volumes: [{ name: 'v', emptyDir: {} }] };
const step = (name: string, line: string, more: object = {}) =>
  ({ name, image: 'test/base', command: ['bash', '-c', line], volumeMounts: [{ name: 'v', mountPath: '/v' }], ...more });

export async function lifecycle(section: Section): Promise<void> {
  await checkWith(section, 'init containers run one after the other, a sidecar among them goes on beside the rest', [tinyPod('init', {
    ...shared,
    initContainers: [
      step('first', 'sleep 0.2; echo first >> /v/log'),
      step('side', 'echo side >> /v/log; trap "echo side ends >> /v/log; exit 0" TERM; sleep infinity & wait', {
        restartPolicy: 'Always', startupProbe: { exec: { command: ['grep', 'side', '/v/log'] }, periodSeconds: 1 },
      }),
      step('last', 'echo last >> /v/log'),
    ],
  }, step('main', 'echo main >> /v/log; trap "echo main ends >> /v/log; exit 0" TERM; sleep infinity & wait'))], async app => {
    await app.ready();
    assert.equal(await until(async () => (await output(app, 'cat /v/log')).includes('main') || undefined, 2000), true);
    assert.equal(await output(app, 'cat /v/log'), 'first\nside\nlast\nmain');
    assert.deepEqual(await app.pods[0].stop(), { side: 0, main: 0 });
  });

  await checkWith(section, 'a failing init container keeps the others from starting', [tinyPod('bad', { ...shared, initContainers: [step('broken', 'echo no; exit 3')] })],
    async app => { assert.equal((await failureOf(app)).message, 'Error: init container broken exited 3: no'); });

  await checkWith(section, 'environment: values, expansion, references, fields, and the links to Services', parseYaml(`
    { apiVersion: v1, kind: ConfigMap, metadata: { name: cm }, data: { one: "1" } }
---
    { apiVersion: v1, kind: Secret, metadata: { name: sec }, stringData: { pass: word } }
---
    { apiVersion: v1, kind: Service, metadata: { name: my-db }, spec: { ports: [{ port: 5432 }], selector: { app: db } } }
---
    apiVersion: v1
    kind: Pod
    metadata: { name: env, labels: { tier: back } }
    spec:
      containers:
        - name: main
          image: test/base
          args: [sh, -c, "echo '$(A) $(UNKNOWN) $$(A)'; sleep infinity"]
          resources: { limits: { memory: 64Mi } }
          envFrom: [{ prefix: P_, configMapRef: { name: cm } }]
          env:
            - { name: A, value: a }
            - { name: B, value: "$(A)$(P_one)" }
            - { name: PASS, valueFrom: { secretKeyRef: { name: sec, key: pass } } }
            - { name: MAYBE, valueFrom: { secretKeyRef: { name: none, key: pass, optional: true } } }
            - { name: ME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - { name: TIER, valueFrom: { fieldRef: { fieldPath: "metadata.labels['tier']" } } }
            - { name: MEM, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }`), async app => {
    await app.ready();
    assert.equal(await output(app, 'echo $B $PASS $ME $TIER $MEM ${MAYBE-unset} $HOSTNAME'), 'a1 word env back 64 unset env');
    assert.match(await output(app, 'echo $MY_DB_PORT'), /^tcp:\/\/10\.98\.\d+\.1:5432$/);
    assert.equal(app.pods[0].logs().trim(), 'a $(UNKNOWN) $(A)');
  });
  await checkWith(section, 'a missing Secret in the environment', [tinyPod('nosec', {}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'pg', key: 'p' } } }] })],
    async app => { assert.equal((await failureOf(app)).message, 'CreateContainerConfigError: secret "pg" not found'); });

  await checkWith(section, 'a program that is not in the image', [tinyPod('none', {}, { command: ['nothing-here'] })], async app => {
    assert.match((await failureOf(app)).message, /^RunContainerError: .*exec: "nothing-here": executable file not found in \$PATH/);
  });

  await probes(section);
  await endings(section);
}

async function probes(section: Section): Promise<void> {
  const served = (probe: object, line: string): Manifest => tinyPod('probe', {}, { command: ['bash', '-c', line], readinessProbe: { periodSeconds: 1, ...probe } });
  await checkWith(section, 'exec probe: ready only when it succeeds', [served({ exec: { command: ['test', '-e', '/tmp/up'] } }, 'sleep 0.5; touch /tmp/up; sleep infinity')],
    async app => { assert.ok(await app.ready() >= 500); });
  await checkWith(section, 'a liveness probe that fails restarts the container, which keeps its volumes', [tinyPod('live', shared, {
    ...step('main', 'echo start >> /v/log; touch /tmp/ok; trap "exit 0" TERM; sleep infinity & wait'),
    livenessProbe: { exec: { command: ['test', '-e', '/tmp/ok'] }, periodSeconds: 1, failureThreshold: 1 },
  })], async app => {
    await app.ready();
    await sleep(200);
    await output(app, 'rm /tmp/ok');
    const restarted = await until(() => app.pods[0].container().restarts === 1 && app.pods[0].container().running ? true : undefined, 6000);
    assert.ok(restarted, 'restarted');
    assert.deepEqual(app.pods[0].events, ['Container main failed liveness probe, will be restarted']);
    assert.equal(await output(app, 'cat /v/log'), 'start\nstart');
  });
  await checkWith(section, 'a startup probe that runs out of patience ends the start', [tinyPod('slow', {}, {
    startupProbe: { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 },
  })], async app => {
    await failureOf(app);
    assert.deepEqual(app.pods[0].events, ['Container main failed startup probe, will be restarted']);
  });
}

async function endings(section: Section): Promise<void> {
  await checkWith(section, 'over the memory limit: killed by the kernel, 137, OOMKilled',
    [tinyPod('oom', { restartPolicy: 'Never' }, { command: ['tail', '/dev/zero'], resources: { limits: { memory: '32Mi' } } })], async app => {
      const failure = await until(() => app.pods[0]?.failure, 5000);
      assert.match(String(failure?.message), /^OOMKilled: container main exited 137/);
    });

  await checkWith(section, 'SIGTERM first, SIGKILL when the grace is over', [
    tinyPod('polite', {}, { command: SLEEP }),
    tinyPod('deaf', { terminationGracePeriodSeconds: 1 }, { command: ['sleep', 'infinity'] }),
  ], async app => {
    await app.ready();
    const [polite, deaf] = app.pods;
    assert.deepEqual(await polite.stop(), { main: 0 });
    const began = Date.now();
    // The first process of a container ignores signals it has no handler for.
    assert.deepEqual(await deaf.stop(), { main: 137 });
    assert.ok(Date.now() - began >= 1000 && Date.now() - began < 3000);
  });

  await checkWith(section, 'a Job\'s pod ends; a CronJob\'s template is started once', parseYaml(`
    { apiVersion: batch/v1, kind: Job, metadata: { name: job }, spec: { template: { spec: { restartPolicy: Never, containers: [
      { name: main, image: test/base, command: [echo, done] } ] } } } }
---
    { apiVersion: batch/v1, kind: CronJob, metadata: { name: cron }, spec: { schedule: "0 0 * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: OnFailure,
      containers: [ { name: main, image: test/base, command: [echo, done] } ] } } } } } }`), async app => {
    await app.ready();
    assert.deepEqual(app.pods.map(pod => [pod.phase, pod.logs()]), [['Succeeded', 'done\n'], ['Succeeded', 'done\n']]);
  });
}
