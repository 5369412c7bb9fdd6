import { list, placed, Wire } from '../wire';
import { billionths } from './quantity';
import { Rule } from './rule';
import { isLabelName, isSubdomain } from './syntax';

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

export const claims: Rule = function* (manifest) {
  if (manifest.kind === 'PersistentVolumeClaim') {
    yield* claimSpec(manifest.spec, '/spec');
  }
  const templates = manifest.kind === 'StatefulSet' ? placed(manifest.spec?.volumeClaimTemplates, '/spec/volumeClaimTemplates') : [];
  for (const [template, path] of templates) {
    yield* claimSpec(template.spec, `${path}/spec`);
    // It becomes the name of a volume of the pod.
    if (!isLabelName(template.metadata?.name)) {
      yield `${path}/metadata/name: ${JSON.stringify(template.metadata?.name)} is not a DNS label`;
    }
  }
};

export function* claimSpec(spec: Wire, path: string): Generator<string> {
  const modes = list(spec?.accessModes);
  if (modes.length === 0) {
    yield `${path}/accessModes: at least one is required`;
  }
  if (modes.some((mode) => !ACCESS_MODES.includes(mode))) {
    yield `${path}/accessModes: ${JSON.stringify(modes)} are not all access modes`;
  }
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    yield `${path}/accessModes: ReadWriteOncePod must stand alone`;
  }
  const { storage, ...others } = spec?.resources?.requests ?? {};
  if ((billionths(storage) ?? 0n) <= 0n) {
    yield `${path}/resources/requests/storage: ${JSON.stringify(storage)} is not a size above 0`;
  }
  if (Object.keys(others).length > 0) {
    yield `${path}/resources/requests: a claim asks for storage only`;
  }
  const limit = billionths(spec?.resources?.limits?.storage);
  if (limit !== undefined && limit < (billionths(storage) ?? 0n)) {
    yield `${path}/resources/requests/storage: it is more than the limit`;
  }
  if (spec?.storageClassName !== undefined && spec.storageClassName !== '' && !isSubdomain(spec.storageClassName)) {
    yield `${path}/storageClassName: ${JSON.stringify(spec.storageClassName)} is not a DNS subdomain`;
  }
  if (!['Filesystem', 'Block', undefined].includes(spec?.volumeMode)) {
    yield `${path}/volumeMode: ${JSON.stringify(spec.volumeMode)} is not Filesystem or Block`;
  }
}
