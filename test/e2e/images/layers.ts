/**
 * Root file systems without an image registry: Debian packages, unpacked but not configured, one directory
 * per piece of software, stacked over a small base by overlay. The closure of each layer is computed against
 * an empty package database, so nothing installed on this machine leaks in.
 */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { must } from '../runner/shell';

/** Packages of each layer; a layer holds their dependencies too, except what the base has. */
const PACKAGES: Record<string, string[]> = {
  base: ['base-files', 'base-passwd', 'bash', 'coreutils', 'dash', 'debianutils', 'diffutils', 'findutils', 'grep', 'hostname', 'libc-bin',
    'libstdc++6', 'mawk', 'mount', 'netbase', 'procps', 'sed', 'tar', 'util-linux', 'util-linux-extra', 'ncurses-base', 'libcap2-bin'],
  postgresql: ['postgresql-15', 'libnss-wrapper'],
  redis: ['redis-server'],
  nginx: ['nginx-light'],
  python: ['python3', 'python3-gunicorn'],
  java: ['openjdk-17-jdk-headless'],
};

export const LAYERS = [...Object.keys(PACKAGES), 'node'];

/** Users a hardened image knows, beside Debian's own. postgres is 999 as in the official image. */
const USERS = ['redis:x:101:101::/var/lib/redis:/usr/sbin/nologin', 'postgres:x:999:999::/var/lib/postgresql:/bin/bash',
  'nonroot:x:65532:65532::/home/nonroot:/usr/sbin/nologin'];
const GROUPS = ['redis:x:101:', 'postgres:x:999:', 'nonroot:x:65532:'];

export function cacheDir(): string {
  const home = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  return path.join(home, 'cdk8s-immutable-e2e');
}

/** Named by its recipe too: a change of the recipe never pulls a layer from under a run that still uses it. */
export function layerDir(layer: string): string {
  const self = createHash('sha256').update(fs.readFileSync(__filename)).digest('hex');
  const recipe = JSON.stringify([layer === 'node' ? process.version : PACKAGES[layer], self]);
  return path.join(cacheDir(), 'layers', `${layer}-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`);
}

/** Unpacks what is missing. */
export async function prepareLayers(report: (line: string) => void): Promise<void> {
  const layers = path.join(cacheDir(), 'layers');
  fs.mkdirSync(layers, { recursive: true });
  forgetUnused(layers);
  const missing = LAYERS.filter(layer => !fs.existsSync(layerDir(layer)));
  if (missing.length > 0) {
    report(`making the layers ${missing.join(', ')}`);
    const archives = path.join(layers, `debs.making-${process.pid}`);
    fs.mkdirSync(path.join(archives, 'partial'), { recursive: true });
    const wanted = await download(missing, archives);
    report(`${fs.readdirSync(archives).length} packages downloaded`);
    const queue = [...missing];
    const worker = async () => {
      for (let layer = queue.shift(); layer; layer = queue.shift()) await makeLayer(layer, wanted.get(layer) ?? [], archives);
    };
    await Promise.all([worker(), worker()]);
    fs.rmSync(archives, { recursive: true });
    report('layers ready');
  }
  for (const layer of LAYERS) fs.utimesSync(layerDir(layer), new Date(), new Date());
}

/** What an interrupted run left half made, and layers of old recipes that nobody used for a week. */
function forgetUnused(layers: string): void {
  const weekAgo = Date.now() - 7 * 24 * 3600 * 1000;
  for (const name of fs.readdirSync(layers)) {
    const at = path.join(layers, name);
    const maker = /\.making-(\d+)$/.exec(name)?.[1];
    const isUnused = /-[0-9a-f]{12}$/.test(name) && fs.statSync(at).mtimeMs < weekAgo;
    if (maker ? !fs.existsSync(`/proc/${maker}`) : isUnused) fs.rmSync(at, { recursive: true, force: true });
  }
}

/** Fetches the packages of all layers at once, and says which belong to which layer. */
async function download(layers: string[], archives: string): Promise<Map<string, string[]>> {
  await must(['apt-get', '-q', 'update']);
  const base = await closure('base', archives);
  const wanted = new Map<string, string[]>();
  for (const layer of layers.filter(one => one in PACKAGES)) {
    wanted.set(layer, layer === 'base' ? base : (await closure(layer, archives)).filter(deb => !base.includes(deb)));
  }
  await must([...apt(archives), 'install', '--download-only', ...layers.flatMap(layer => PACKAGES[layer] ?? [])]);
  return wanted;
}

/** Made aside and then moved, so that a run that is interrupted, or one beside it, never sees half a layer. */
async function makeLayer(layer: string, debs: string[], archives: string): Promise<void> {
  const final = layerDir(layer);
  const dir = `${final}.making-${process.pid}`;
  if (layer === 'node') {
    copyNode(dir);
  } else {
    mergeUsr(dir);
    // Not dpkg-deb -x, which puts a directory where a package has one and a link of mergeUsr is.
    const unpack = 'set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar -xp --keep-directory-symlink -C "$2"';
    for (const deb of debs) await must(['bash', '-c', unpack, 'bash', path.join(archives, deb), dir]);
    finish(layer, dir);
  }
  if (!fs.existsSync(final)) fs.renameSync(dir, final);
}

function apt(archives: string): string[] {
  const empty = path.join(archives, 'no-packages');
  fs.writeFileSync(empty, '');
  return ['apt-get', '-q', '-y', '--no-install-recommends', '-o', `Dir::State::status=${empty}`, '-o', `Dir::Cache::archives=${archives}`,
    '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=root'];
}

/** File names of a layer's packages and all they depend on. */
async function closure(layer: string, archives: string): Promise<string[]> {
  const simulated = await must([...apt(archives), 'install', '-s', ...PACKAGES[layer]]);
  return [...simulated.matchAll(/^Inst (\S+) \((\S+) .*\[(\S+)\]\)/gm)]
    .map(([, name, version, arch]) => `${name}_${version.replace(/:/g, '%3a')}_${arch}.deb`);
}

/** Debian's /bin, /lib, /sbin and /var/run are links made by maintainer scripts that never run here. */
function mergeUsr(dir: string): void {
  fs.mkdirSync(dir, { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    fs.mkdirSync(path.join(dir, 'usr', name), { recursive: true });
    fs.symlinkSync(`usr/${name}`, path.join(dir, name));
  }
  // Relative, for the unpacking follows them.
  for (const name of ['run', 'run/lock', 'var']) fs.mkdirSync(path.join(dir, name), { recursive: true });
  fs.symlinkSync('../run', path.join(dir, 'var/run'));
  fs.symlinkSync('../run/lock', path.join(dir, 'var/lock'));
}

/** The few things maintainer scripts would have done that the software needs. */
function finish(layer: string, dir: string): void {
  const at = (name: string) => path.join(dir, name);
  const link = (target: string, name: string) => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.rmSync(at(name), { force: true });
    fs.symlinkSync(target, at(name));
  };
  if (layer === 'base') {
    const master = (name: string) => fs.readFileSync(at(`usr/share/base-passwd/${name}.master`), 'utf8').replace(/:\*:/g, ':x:');
    fs.writeFileSync(at('etc/passwd'), master('passwd') + USERS.join('\n') + '\n');
    fs.writeFileSync(at('etc/group'), master('group') + GROUPS.join('\n') + '\n');
    fs.writeFileSync(at('etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
    for (const name of ['tmp', 'var/tmp']) fs.chmodSync(at(name), 0o1777);
    link('mawk', 'usr/bin/awk');
  }
  if (layer === 'java') link('../lib/jvm/java-17-openjdk-amd64/bin/java', 'usr/bin/java');
  if (layer === 'java') link('../lib/jvm/java-17-openjdk-amd64/bin/javac', 'usr/bin/javac');
  if (layer === 'nginx') {
    // As the official image has it: logs go to the container's own streams.
    link('/dev/stdout', 'var/log/nginx/access.log');
    link('/dev/stderr', 'var/log/nginx/error.log');
  }
  fs.rmSync(at('usr/share/doc'), { recursive: true, force: true });
}

/** The machine's own Node: the version this project supports, without a download; Debian's is too old for it. */
function copyNode(dir: string): void {
  fs.mkdirSync(path.join(dir, 'usr/local/bin'), { recursive: true });
  fs.copyFileSync(fs.realpathSync(process.execPath), path.join(dir, 'usr/local/bin/node'));
  fs.chmodSync(path.join(dir, 'usr/local/bin/node'), 0o755);
}
