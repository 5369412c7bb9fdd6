/** What is built, read from the go.mod files: they are the only place where a version is written. */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

export interface Pin {
  /** Folder of the Go module that pins the program and all it is made of. */
  readonly module: string;
  /** Import path of the program. */
  readonly program: string;
  readonly name: 'kube-apiserver' | 'etcd';
  /** Without the leading v. */
  readonly version: string;
  /** Changes with any dependency, so that a stale binary is never taken for the pinned one. */
  readonly key: string;
}

const MODULES = path.join(__dirname, 'modules');

function pin(folder: string, name: Pin['name'], program: string, owner: string): Pin {
  const module = path.join(MODULES, folder);
  const text = fs.readFileSync(path.join(module, 'go.mod'), 'utf8');
  const version = new RegExp(`^\\s*(?:require )?${owner} v(\\S+)`, 'm').exec(text)?.[1];
  if (version === undefined) throw new Error(`${folder}/go.mod requires no ${owner}`);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { module, program, name, version, key: `${name}-${version}-${digest}` };
}

/** The API servers, oldest first: the promise is 1.28 and everything newer. */
export function apiServerPins(): Pin[] {
  return ['oldest', 'newest'].map((folder) => pin(folder, 'kube-apiserver', 'k8s.io/kubernetes/cmd/kube-apiserver', 'k8s.io/kubernetes'));
}

/** One etcd serves both: API servers speak to newer ones. It shares the newest module, and so its compiled packages. */
export function etcdPin(): Pin {
  return pin('newest', 'etcd', 'go.etcd.io/etcd/server/v3', 'go.etcd.io/etcd/server/v3');
}

export function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
