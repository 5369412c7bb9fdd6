import * as assert from 'assert';
import { kafka, kafkaClient } from '../../images/kafka';
import { App } from '../../runner/cluster';
import { Json, Manifest } from '../../runner/manifest';
import { Pod } from '../../runner/pod';
import { until } from '../../runner/shell';
import { Prediction } from '../mutations';
import { Example } from './example';

const LOG_DIRECTORY = '/var/lib/kafka/data/kafka-log';

/** Steps of the client (programs/kafka/client), in a client's pod, which knows the brokers by the name of their Service. */
async function ask(client: Pod, ...steps: string[]): Promise<string> {
  const answer = await fetch(`http://${client.ip}:8080/?${steps.join('&')}`, { signal: AbortSignal.timeout(150_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text.trim();
}

/** The same from beside a broker. It unpacks its libraries in the claim, so that what happens in /tmp is the broker's. */
async function askBeside(broker: Pod, ...steps: string[]): Promise<string> {
  const java = 'exec java -Xmx96m -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:SharedArchiveFile=client/client.jsa -Djava.io.tmpdir=/var/lib/kafka/data';
  const line = `cd /opt/kafka; ${java} -cp "$(printf %s: /opt/kafka/libs/*.jar)client/client.jar" Client localhost:9092 "$@"`;
  const { code, stdout, output } = await broker.exec(['sh', '-c', line, 'sh', ...steps], { timeoutMs: 90_000 });
  if (code !== 0) throw new Error(output);
  return stdout.trim();
}

/** What a broker keeps on its disk, and that its log goes to stdout only, whatever the image's own configuration says. */
async function assertFiles(broker: Pod, topic: string, leastSegments: number, gcLog: boolean): Promise<void> {
  const { stdout } = await broker.sh(`ls -d /var/lib/kafka/data/* | sort; ls ${LOG_DIRECTORY}/${topic}-0 | grep -c '\\.log$'; ls /opt/kafka/logs`);
  const [found, kept, segments, ...logs] = stdout.trim().split('\n');
  assert.deepEqual([kept, found], ['/var/lib/kafka/data/lost+found', LOG_DIRECTORY]);
  assert.ok(Number(segments) >= leastSegments, `${segments} segments`);
  assert.deepEqual(logs, gcLog ? ['kafkaServer-gc.log'] : [], `log files: ${logs}`);
}

/** The plain run from the client's pod; a mutation of one workload leaves the other out. */
async function produceAndConsume(app: App, store: string, clients: string, copies: number, gcLog: boolean): Promise<void> {
  const [broker] = app.podsOf(store);
  const [client] = app.podsOf(clients);
  const rolled = [`create=rolled:1:${copies}:segment.bytes:100000`, 'produce=rolled:600:none:1000', 'consume=rolled:600'];
  const packed = [`create=packed:6:${copies}`, 'produce=packed:100:zstd', 'consume=packed:100'];
  if (!broker) {
    await ask(client, 'compress=text');
  } else if (client) {
    assert.match(await ask(client, ...rolled, ...packed), /consumed \d{3,}\n.*\n.*\nconsumed \d{3,}/);
    await assertFiles(broker, 'rolled', 4, gcLog);
  } else {
    // Compressed by the broker, which has to unpack its library.
    assert.match(await askBeside(broker, 'create=packed:1:1:compression.type:zstd', 'produce=packed:10:none', 'consume=packed:10'), /consumed \d{2,}/);
    await assertFiles(broker, 'packed', 1, gcLog);
  }
}

function durable(store: string, copies: number): Example['leaves'] {
  return [{
    workload: store,
    durable: true,
    write: broker => askBeside(broker, `create=kept:1:${copies}`, 'produce=kept:10:none'),
    isThere: async broker => /to 10$/.test(await askBeside(broker, 'describe=kept')),
  }];
}

function mutations(store: string, client: string, logs: string): Record<string, Prediction> {
  const notWritable = { fails: /\/opt\/kafka\/config\/ file not writable/ };
  const noLibrary = { work: /UnknownServerException/ };
  const evicted = (volume: string, size: string) => ({ fails: new RegExp(`Evicted: Usage of EmptyDir volume "${volume}" exceeds the limit "${size}"\\. `) });
  const noData = { fails: /Error while writing meta\.properties file \/var\/lib\/kafka\/data\/kafka-log.*Read-only file system/s };
  const noClientLibrary = { work: /UnsatisfiedLinkError|ExceptionInInitializerError/ };
  return {
    [`${store}: broker /mnt/shared/config taken away`]: { work: /log files: .*server\.log/ },
    [`${store}: broker /opt/kafka/config taken away`]: notWritable,
    [`${store}: broker /opt/kafka/config read-only`]: notWritable,
    [`${store}: broker /opt/kafka/config filled`]: evicted('opt-kafka-config', '8Mi'),
    [`${store}: broker /opt/kafka/logs filled`]: evicted('opt-kafka-logs', logs),
    [`${store}: broker /tmp taken away`]: noLibrary,
    [`${store}: broker /tmp read-only`]: noLibrary,
    [`${store}: broker /tmp filled`]: evicted('tmp', '64Mi'),
    [`${store}: broker /var/lib/kafka/data taken away`]: noData,
    [`${store}: broker /var/lib/kafka/data read-only`]: noData,
    [`${store}: broker /var/lib/kafka/data filled`]: { full: true },
    [`${store}: no fsGroup`]: { fails: /AccessDenied|Permission denied/ },
    [`${client}: app /tmp taken away`]: noClientLibrary,
    [`${client}: app /tmp read-only`]: noClientLibrary,
    [`${client}: app /tmp filled`]: evicted('tmp', '100Mi'),
    [`${client}: no fsGroup`]: { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
  };
}

const noLogs = { harmless: 'the start script makes the directory, complains where it cannot, and goes on; kept for what a user\'s own logging configuration writes' };

export const kafkaSingle: Example = {
  images: { 'cleanstart/kafka': kafka, 'registry.example/collector': kafkaClient },
  patienceMs: 60_000,
  work: app => produceAndConsume(app, 'kafka-single-events', 'kafka-single-collector', 1, false),
  leaves: durable('kafka-single-events', 1),
  mutations: {
    ...mutations('kafka-single-events', 'kafka-single-collector', '16Mi'),
    'kafka-single-events: broker /opt/kafka/logs taken away': noLogs,
    'kafka-single-events: broker /opt/kafka/logs read-only': noLogs,
  },
};

const THREE = 'kafka-three-orders';
const brokersOf = (app: App) => app.podsOf(THREE);
const clientOf = (app: App) => app.podsOf('kafka-three-checkout')[0];

/** A broker lost: its partitions get another leader, and what was written meanwhile is copied to it when it is back. */
async function outage(app: App): Promise<void> {
  const client = clientOf(app);
  assert.match(await ask(client, 'create=steady:6:3', 'produce=steady:100:none', 'describe=steady'), /leader 2 /);
  const gone = brokersOf(app)[2];
  await gone.kill();
  assert.match(await ask(client, 'produce=steady:100:none', 'consume=steady:200', 'describe=steady'), /consumed 200\n(partition \d leader [01] insync \[0, 1\] .*\n?){6}$/);
  await app.replace(gone).ready(60_000);
  assert.match(await ask(client, ...SHORT_LIVED), /leader 2 .* from 0 to 600$/);
  isWaiting.add(app);
  const caughtUp = async () => /^(partition \d leader \d insync \[0, 1, 2\] .*\n?){6}$/.test(await ask(client, 'describe=steady')) || undefined;
  assert.ok(await until(caughtUp, 30_000, 500), await ask(client, 'describe=steady'));
}

/** Kafka first looks for what is too old half a minute after its start: the broker started last has that still before it. */
const SHORT_LIVED = ['create=short:1:@2:min.insync.replicas:1:segment.bytes:100000:retention.ms:1000:file.delete.delay.ms:0', 'produce=short:600:none:1000', 'describe=short'];
const isWaiting = new WeakSet<App>();

async function retention(app: App): Promise<void> {
  const first = `test ! -e ${LOG_DIRECTORY}/short-0/00000000000000000000.log`;
  const isDeleted = async () => / from [1-9]\d* to 600$/.test(await ask(clientOf(app), 'describe=short')) && (await brokersOf(app)[2].sh(first)).code === 0 || undefined;
  assert.ok(await until(isDeleted, 45_000, 500), `not deleted: ${await ask(clientOf(app), 'describe=short')}`);
}

/** A broker without its peers never serves: it gets a quorum and topics of its own. */
function alone(workload: Manifest): void {
  const env: Json[] = workload.spec.template.spec.containers[0].env;
  for (const one of env) {
    if (one.name === 'KAFKA_CONTROLLER_QUORUM_VOTERS') one.value = one.value.split(',')[0];
    if (/REPLICATION_FACTOR$|MIN_ISR$|INSYNC_REPLICAS$/.test(one.name)) one.value = '1';
  }
}

export const kafkaThree: Example = {
  images: { 'apache/kafka': kafka, 'registry.example/checkout': kafkaClient },
  patienceMs: 60_000,
  work: async app => {
    await produceAndConsume(app, THREE, 'kafka-three-checkout', brokersOf(app).length, true);
    if (isWaiting.has(app)) await retention(app);
  },
  also: { 'goes on without one broker, which catches up when it is back': outage },
  leaves: durable(THREE, 3),
  mutations: {
    ...mutations(THREE, 'kafka-three-checkout', '1152Mi'),
    [`${THREE}: broker /opt/kafka/logs taken away`]: { fails: /Error opening log file '\/opt\/kafka\/logs\/kafkaServer-gc\.log': No such file or directory/ },
    [`${THREE}: broker /opt/kafka/logs read-only`]: { fails: /Error opening log file '\/opt\/kafka\/logs\/kafkaServer-gc\.log': Read-only file system/ },
  },
  alone,
};
