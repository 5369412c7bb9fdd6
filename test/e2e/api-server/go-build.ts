/** Compiles one pinned program from its Go module, saying how far it is. */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { startBound } from './bound-process';
import { minorOf, Pin } from './pins';
import { makeScratch, onEarlyEnd } from './scratch';

export type Report = (line: string) => void;

const PROGRESS_MS = 20_000;
/** Nobody debugs these, and a third of the compiler's time goes into inlining and debug information. */
const QUICK = '-gcflags=all=-l -dwarf=false';

export async function goBuild(pin: Pin, target: string, report: Report): Promise<void> {
  requireGo(pin);
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  report(`building ${pin.name} ${pin.version}: once on this machine, some minutes`);
  // Built beside its place and moved there whole: an interrupted or a second build leaves no half of a program.
  const unfinished = `${target}.${process.pid}`;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const scratch = makeScratch();
  const removeScratch = () => fs.rmSync(scratch, { recursive: true, force: true });
  const release = onEarlyEnd(() => {
    child.kill('SIGKILL');
    removeScratch();
  });
  const child = startBound('nice', ['-n', '10', 'go', 'build', '-v', QUICK, '-ldflags', linkerFlags(pin), '-o', unfinished, pin.program], {
    cwd: pin.module,
    env: { ...process.env, GOTMPDIR: scratch, GOFLAGS: '-trimpath -buildvcs=false -mod=readonly', GOWORK: 'off', CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lines: string[] = [];
  let packages = 0;
  let downloads = 0;
  child.stderr?.on('data', (data: Buffer) => {
    for (const line of data.toString().split('\n').filter(Boolean)) {
      if (line.startsWith('go: downloading')) downloads++;
      else if (/^[\w.\-/]+$/.test(line)) packages++;
      else lines = [...lines, line].slice(-30);
    }
  });
  const timer = setInterval(() => report(`  ${pin.name} ${pin.version}: ${downloads} modules fetched, ${packages} packages compiled, ${seconds()}`), PROGRESS_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) throw new Error(`go build ${pin.program} ${pin.version}: exit ${code}\n${lines.join('\n')}`);
    fs.renameSync(unfinished, target);
  } finally {
    clearInterval(timer);
    fs.rmSync(unfinished, { force: true });
    removeScratch();
    release();
  }
  report(`  ${pin.name} ${pin.version}: built in ${seconds()}`);
}

/** An API server derives its effective version, and so its feature gates, from what the linker is told. */
function linkerFlags(pin: Pin): string {
  if (pin.name === 'etcd') return '-s -w';
  const [major, minor] = minorOf(pin.version).split('.');
  const facts = { gitVersion: `v${pin.version}`, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return ['-s', '-w', ...Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)].join(' ');
}

function requireGo(pin: Pin): void {
  if (spawnSync('go', ['version']).status !== 0) {
    throw new Error(`${pin.name} ${pin.version} must be built: put Go 1.26 or newer on the PATH, `
      + 'or point KUBEBUILDER_ASSETS to a folder that holds etcd and kube-apiserver');
  }
}
