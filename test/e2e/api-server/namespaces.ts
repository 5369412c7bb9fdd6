/** Namespaces as a careful cluster has them, with the default ServiceAccount that a controller would make. */
import { expectStatus } from './claims';
import type { Client, KubeObject } from './client';

export type Level = 'restricted' | 'privileged';

/** Enforces, warns and audits at the given Pod Security level, as of the server's own minor version. */
export async function makeNamespace(client: Client, name: string, level: Level, minor: string): Promise<void> {
  const modes = ['enforce', 'warn', 'audit'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level], [`pod-security.kubernetes.io/${mode}-version`, `v${minor}`],
  ]);
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: Object.fromEntries(modes) } };
  expectStatus(await client.create(namespace, ''), `Namespace ${name}`);
  const account: KubeObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  expectStatus(await client.create(account, name), `ServiceAccount of ${name}`);
}
