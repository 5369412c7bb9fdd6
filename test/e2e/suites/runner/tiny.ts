/** Pods so small that nothing but the behaviour in question can be the cause of what they show. */
import * as assert from 'assert';
import { base } from '../../images/software';
import { App, Cluster } from '../../runner/cluster';
import { Failure } from '../../runner/failure';
import { Image } from '../../runner/images';
import { Json, Manifest } from '../../runner/manifest';
import { Section } from '../ledger';

const named: Image = { ...base, user: 'nonroot' };
const numeric: Image = { ...base, user: '65532' };

export const images = { 'test/base': base, 'test/named': named, 'test/numeric': numeric };

/** A container that sleeps and dies at once when told to. */
export const SLEEP = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];

export function tinyPod(name: string, spec: Json = {}, container: Json = {}): Manifest {
  const main = { name: 'main', image: 'test/base:1', command: SLEEP, ...container };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { automountServiceAccountToken: false, containers: [main], ...spec } };
}

/** Every field the restricted profile asks for. */
export const HARDENED = {
  pod: { securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } } },
  container: { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } } },
};

/** One check with a cluster of its own. */
export function checkWith(section: Section, title: string, manifests: Manifest[], act: (app: App, cluster: Cluster) => Promise<void>): Promise<boolean> {
  return section.check(title, async () => {
    const cluster = await Cluster.start({ images });
    try {
      await act(await cluster.apply(manifests), cluster);
    } finally {
      await cluster.close();
    }
  });
}

export async function failureOf(app: App, timeoutMs = 15_000): Promise<Failure> {
  try {
    await app.ready(timeoutMs);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  return assert.fail('the pod became ready');
}

export async function output(app: App, line: string, container?: string): Promise<string> {
  return (await app.pods[0].sh(line, container)).output.trim();
}
