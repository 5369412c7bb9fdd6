/** Apache Kafka without an image registry: its jars from Maven Central, laid out as in the official image, with Debian's Java. */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { layerDir } from './layers';
import { Image } from '../runner/images';
import { must } from '../runner/shell';

const PROGRAMS = path.join(__dirname, '..', 'programs', 'kafka');
const SOURCES = ['pom.xml', 'archive.sh', 'bin', 'docker', 'client'];
/** Named by its recipe. */
const LAYER = `kafka-${recipe().slice(0, 12)}`;

export const kafka: Image = {
  layers: ['java', LAYER],
  files: {
    'var/lib/kafka/data': { content: 'dir', owner: 1000 },
    'mnt/shared/config': { content: 'dir', owner: 1000 },
  },
  user: '1000',
  env: { KAFKA_JVM_PERFORMANCE_OPTS: '-XX:TieredStopAtLevel=1' },
  cmd: ['/etc/kafka/docker/run'],
  differs: 'official apache/kafka:3.9.1: Debian\'s OpenJDK 17 instead of Temurin 21 on Alpine; start scripts of ours that do the same, without ZooKeeper, TLS and SASL; '
    + 'the quick compiler only, for the broker starts often here and lives for seconds',
};

export const kafkaClient: Image = {
  layers: ['java', LAYER],
  user: '65532',
  workdir: '/opt/kafka',
  cmd: ['sh', '-c', 'exec java -Xmx96m -XX:TieredStopAtLevel=1 -XX:SharedArchiveFile=client/client.jsa -cp "$(printf %s: /opt/kafka/libs/*.jar)client/client.jar" Client "$BOOTSTRAP_SERVERS"'],
  differs: 'a program of ours with Kafka\'s own client library',
};

/** Needs the layers below it. Made aside and then moved, as those are. */
export async function prepareKafka(report: (line: string) => void): Promise<void> {
  const final = layerDir(LAYER);
  if (!fs.existsSync(final)) {
    report('making the layer kafka');
    const [dir, work] = ['', 'work-'].map(part => `${final}.${part}making-${process.pid}`);
    for (const at of ['opt/kafka/libs', 'etc/kafka', 'mnt/shared/config']) fs.mkdirSync(path.join(dir, at), { recursive: true });
    fs.mkdirSync(work);
    await must(['mvn', '-q', '-B', '-f', path.join(PROGRAMS, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${dir}/opt/kafka/libs`]);
    const copies = { 'bin': 'opt/kafka/bin', 'client': 'opt/kafka/client', 'docker': 'etc/kafka/docker', 'archive.sh': 'etc/kafka/docker/archive.sh' };
    for (const [from, to] of Object.entries(copies)) fs.cpSync(path.join(PROGRAMS, from), path.join(dir, to), { recursive: true });
    await must(['unshare', '-m', '-u', '-n', '-p', '-f', '--kill-child', 'sh', '-ec', IN_ROOT, 'sh', dir, [layerDir('java'), layerDir('base')].join(':'), work]);
    fs.rmSync(work, { recursive: true, force: true });
    if (fs.existsSync(final)) fs.rmSync(dir, { recursive: true, force: true });
    else fs.renameSync(dir, final);
    report('layer kafka ready');
  }
  fs.utimesSync(final, new Date(), new Date());
}

/** In namespaces of its own, so that nothing stays mounted or running. */
const IN_ROOT = `root=$(mktemp -d); trap 'umount -R "$root"; rmdir "$root"' EXIT
hostname localhost
ip link set lo up
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1,workdir=$3" "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
chroot "$root" /etc/kafka/docker/archive.sh`;

function recipe(): string {
  const hash = createHash('sha256').update(fs.readFileSync(__filename));
  const add = (at: string) => {
    if (fs.statSync(at).isDirectory()) for (const name of fs.readdirSync(at).sort()) add(path.join(at, name));
    else hash.update(path.relative(PROGRAMS, at)).update(fs.readFileSync(at));
  };
  for (const source of SOURCES) add(path.join(PROGRAMS, source));
  return hash.digest('hex');
}
