/** Provides etcd and the API servers: those of KUBEBUILDER_ASSETS when it is set, else the pinned ones, built once. */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { goBuild, Report } from './go-build';
import { apiServerPins, etcdPin, Pin } from './pins';

export interface Binaries {
  readonly etcd: string;
  readonly apiServers: { readonly path: string; readonly version: string }[];
}

export async function provideBinaries(report: Report): Promise<Binaries> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  return assets ? fromAssets(assets, report) : buildOnce(report);
}

function fromAssets(folder: string, report: Report): Binaries {
  const [etcd, server] = ['etcd', 'kube-apiserver'].map((name) => path.join(folder, name));
  const answer = spawnSync(server, ['--version'], { encoding: 'utf8' });
  const version = /v(\d+\.\d+\.\S+)/.exec(answer.stdout ?? '')?.[1];
  if (version === undefined || !fs.existsSync(etcd)) {
    throw new Error(`KUBEBUILDER_ASSETS is ${folder}, which must hold etcd and kube-apiserver; ${answer.stderr || answer.error || 'one is missing'}`);
  }
  report(`KUBEBUILDER_ASSETS is set: kube-apiserver ${version} alone is asked, not the pinned ones`);
  return { etcd, apiServers: [{ path: server, version }] };
}

async function buildOnce(report: Report): Promise<Binaries> {
  // One at a time: a link takes gigabytes of memory.
  const apiServers = [];
  for (const pin of apiServerPins()) {
    apiServers.push({ path: await built(pin, report), version: pin.version });
  }
  return { etcd: await built(etcdPin(), report), apiServers };
}

async function built(pin: Pin, report: Report): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const target = path.join(cache, 'cdk8s-immutable-e2e', 'bin', pin.key, pin.name);
  if (!fs.existsSync(target)) {
    await goBuild(pin, target, report);
  }
  return target;
}
