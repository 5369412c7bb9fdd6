/** Storage without a provisioner: classes whose claims may grow, and claims bound as a provisioner would. */
import type { Answer, Client, KubeObject } from './client';
import type { Document } from './documents';

export const DEFAULT_CLASS = 'e2e-default';

/** Makes every class that the documents name, the default one last, and waits until admission knows it. */
export async function makeStorageClasses(client: Client, documents: Document[], namespace: string): Promise<void> {
  const named = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'storageClassName' && inner) named.add(String(inner));
      visit(inner);
    }
  };
  documents.forEach(({ object }) => visit(object));
  named.delete(DEFAULT_CLASS);
  for (const name of [...named, DEFAULT_CLASS]) {
    expectStatus(await client.create(storageClass(name), ''), `StorageClass ${name}`);
  }
  const probe: KubeObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'probe' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await client.create(probe, namespace, { query: { dryRun: 'All' } });
    if (answer.body?.spec?.storageClassName === DEFAULT_CLASS) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the default StorageClass is not given to claims');
}

function storageClass(name: string): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: name === DEFAULT_CLASS ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {} },
    provisioner: 'e2e.example/none',
    allowVolumeExpansion: true,
  };
}

/** Only a bound claim may grow. */
export async function bindClaim(client: Client, claim: KubeObject, namespace: string): Promise<void> {
  const volumeName = `pv-${claim.metadata.uid}`;
  expectStatus(await client.patch(claim, namespace, { spec: { volumeName } }), `bind ${claim.metadata.name}`);
  const status = { phase: 'Bound', accessModes: claim.spec.accessModes, capacity: claim.spec.resources.requests };
  expectStatus(await client.patch(claim, namespace, { status }, '/status'), `bind ${claim.metadata.name}`);
}

export function expectStatus(answer: Answer, what: string): void {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.body?.message ?? answer.body}`);
}
