// What no manifest shows alone: objects that overwrite each other, workloads that fight for the same pods,
// and Services and budgets that pick no pod of the program that made them.
import { isEmpty, picks } from './api-server/selectors';
import { containersOf, podTemplate } from './pod-templates';
import { entries, isObject, list, placed, repeated, Wire } from './wire';

export function nameOf(manifest: Wire): string {
  const namespace = manifest.metadata?.namespace;
  return `${manifest.kind}/${namespace === undefined ? '' : `${namespace}/`}${manifest.metadata?.name}`;
}

export function crossReferences(manifests: Wire[]): string[] {
  const all = manifests.filter(isObject);
  const workloads = all.filter((manifest) => podTemplate(manifest)?.spec !== undefined);
  return [
    ...repeated(all.map((manifest) => `${String(manifest.apiVersion).split('/')[0]} ${nameOf(manifest)}`)).map((name) => `${name.split(' ')[1]}: it is there twice`),
    ...fights(workloads),
    // Without any workload here, the pods are somebody else's.
    ...workloads.length === 0 ? [] : all.flatMap((manifest) => [...loose(manifest, workloads)]),
  ];
}

function fights(workloads: Wire[]): string[] {
  return workloads.filter(({ spec }) => !isEmpty(spec?.selector)).flatMap((owner) => workloads
    .filter((other) => other !== owner && sameNamespace(owner, other) && picks(owner.spec.selector, podTemplate(other)?.metadata?.labels))
    .map((other) => `${nameOf(owner)}: its selector picks the pods of ${nameOf(other)} too`));
}

function* loose(manifest: Wire, workloads: Wire[]): Generator<string> {
  const selector = manifest.kind === 'Service' ? { matchLabels: manifest.spec?.selector } : manifest.spec?.selector;
  if (!['Service', 'PodDisruptionBudget'].includes(manifest.kind) || isEmpty(selector)) {
    return;
  }
  const picked = workloads.filter((workload) => sameNamespace(manifest, workload) && picks(selector, podTemplate(workload)?.metadata?.labels));
  if (picked.length === 0) {
    yield `${nameOf(manifest)}: its selector ${JSON.stringify(Object.fromEntries(entries(selector.matchLabels)))} picks no pod`;
  }
  const ports = picked.flatMap((workload) => containersOf(podTemplate(workload)!)).flatMap(({ container }) => list(container.ports));
  for (const [{ targetPort }] of placed(manifest.kind === 'Service' && picked.length > 0 ? manifest.spec.ports : [], '')) {
    if (typeof targetPort === 'string' && !ports.some((port) => port?.name === targetPort)) {
      yield `${nameOf(manifest)}: no container has a port named ${JSON.stringify(targetPort)}`;
    }
  }
}

function sameNamespace(one: Wire, other: Wire): boolean {
  return one.metadata?.namespace === other.metadata?.namespace;
}
