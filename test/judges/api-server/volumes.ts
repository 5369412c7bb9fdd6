import { PodTemplate, podTemplate } from '../pod-templates';
import { entries, list, placed, repeated, Wire } from '../wire';
import { claimSpec } from './claims';
import { billionths } from './quantity';
import { Rule } from './rule';
import { isDataKey, isLabelName, isSubdomain } from './syntax';

const MEDIUM = /^(|Memory|HugePages|HugePages-[0-9]+[KMG]i)$/;

/** What a source must name, because the schema leaves these optional or accepts an empty text. */
const REFERENCES: Record<string, string> = { configMap: 'name', secret: 'secretName', persistentVolumeClaim: 'claimName', csi: 'driver', hostPath: 'path' };

export const volumes: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  if (template) {
    yield* podVolumes(template);
  }
};

function* podVolumes({ spec, path: root }: PodTemplate): Generator<string> {
  const path = `${root}/spec/volumes`;
  for (const name of repeated(placed(spec?.volumes, path).map(([volume]) => volume.name))) {
    yield `${path}: the name ${JSON.stringify(name)} is used twice`;
  }
  for (const [volume, at] of placed(spec?.volumes, path)) {
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (!isLabelName(volume.name)) {
      yield `${at}/name: ${JSON.stringify(volume.name)} is not a DNS label`;
    }
    if (sources.length !== 1) {
      // Without a source the server silently makes an unlimited emptyDir on disk, which nobody asks for.
      yield `${at}: it has ${sources.length} sources (${sources.join(', ')}), not one`;
    }
    for (const source of sources) {
      yield* sourceFaults(source, volume[source], `${at}/${source}`);
    }
  }
}

function* sourceFaults(type: string, source: Wire, path: string): Generator<string> {
  const reference = Object.hasOwn(REFERENCES, type) ? REFERENCES[type] : undefined;
  if (reference && (typeof source?.[reference] !== 'string' || source[reference] === '')) {
    yield `${path}/${reference}: it is required`;
  } else if (reference && /[nN]ame$/.test(reference) && !isSubdomain(source[reference])) {
    yield `${path}/${reference}: ${JSON.stringify(source[reference])} is not a DNS subdomain`;
  }
  yield* files(source, path);
  if (type === 'emptyDir') {
    if (!MEDIUM.test(source?.medium ?? '')) {
      yield `${path}/medium: ${JSON.stringify(source.medium)} is not a medium`;
    }
    if (source?.sizeLimit !== undefined && (billionths(source.sizeLimit) ?? -1n) < 0n) {
      yield `${path}/sizeLimit: ${JSON.stringify(source.sizeLimit)} is not a size`;
    }
  } else if (type === 'hostPath' && String(source?.path).split('/').includes('..')) {
    yield `${path}/path: it must not contain ".."`;
  } else if (type === 'projected') {
    yield* projections(source, path);
  } else if (type === 'ephemeral') {
    const claim = source?.volumeClaimTemplate;
    yield* claimSpec(claim?.spec, `${path}/volumeClaimTemplate/spec`);
    if (entries(claim?.metadata).some(([key]) => key !== 'labels' && key !== 'annotations')) {
      yield `${path}/volumeClaimTemplate/metadata: it may hold only labels and annotations`;
    }
  }
}

function* projections(source: Wire, path: string): Generator<string> {
  for (const [projection, at] of placed(source?.sources, `${path}/sources`)) {
    const types = Object.keys(projection);
    if (types.length !== 1) {
      yield `${at}: it has ${types.length} sources, not one`;
    }
    for (const type of types) {
      yield* files(projection[type], `${at}/${type}`);
    }
    const token = projection.serviceAccountToken;
    yield* token === undefined ? [] : relativePath(token.path, `${at}/serviceAccountToken/path`);
    const seconds = token?.expirationSeconds;
    if (seconds !== undefined && !(seconds >= 600 && seconds <= 2 ** 32)) {
      yield `${at}/serviceAccountToken/expirationSeconds: ${seconds} is not between 600 and 2^32`;
    }
  }
}

/** Modes and paths of a source that writes files: ConfigMap, Secret, downward API and their projections. */
function* files(source: Wire, path: string): Generator<string> {
  const items = placed(source?.items, `${path}/items`);
  const modes = [[source?.defaultMode, `${path}/defaultMode`], ...items.map(([item, place]) => [item.mode, `${place}/mode`])];
  for (const [mode, at] of modes) {
    if (mode !== undefined && !(Number.isInteger(mode) && mode >= 0 && mode <= 0o777)) {
      yield `${at}: ${mode} is not between 0 and 0777`;
    }
  }
  for (const [item, at] of items) {
    yield* relativePath(item.path, `${at}/path`);
    if (item.key !== undefined && !isDataKey(item.key)) {
      yield `${at}/key: ${JSON.stringify(item.key)} is not a data key`;
    }
  }
  for (const file of repeated(list(source?.items).map((item) => item?.path))) {
    yield `${path}/items: the path ${JSON.stringify(file)} is used twice`;
  }
}

function* relativePath(value: Wire, path: string): Generator<string> {
  const file = String(value ?? '');
  if (file === '' || file.startsWith('/') || file.startsWith('..') || file.split('/').includes('..')) {
    yield `${path}: ${JSON.stringify(value)} is not a relative path`;
  }
}
