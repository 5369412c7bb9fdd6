import type { Refusals } from './refusal';
import { belongsToKernel, hiddenBy } from '../images/system-directories';

/** Normalises a path that the user gave, and refuses what cannot be mounted. Undefined when refused. */
export function planPath(given: unknown, property: string, refusals: Refusals): string | undefined {
  const path = String(given ?? '');
  if (!path.startsWith('/')) {
    refusals.add({
      rule: 'path-absolute',
      so: `${property} "${path}" is not absolute`,
      why: 'what it means would depend on the image\'s working directory',
      mend: `write it from /, e.g. /app/${path.replace(/^[./]+/, '') || 'cache'}`,
    });
    return undefined;
  }
  if (path.includes(':') || path.split('/').includes('..') || /[\u0000-\u001f]/.test(path)) {
    refusals.add({
      rule: 'path-plain',
      so: `${property} "${JSON.stringify(path).slice(1, -1)}" holds ":", ".." or control characters`,
      why: 'which the API server or the runtime refuses',
      mend: 'write the plain path of the directory',
    });
    return undefined;
  }
  const normal = plainPath(path);
  const hidden = hiddenBy(normal);
  if (hidden !== undefined) {
    refusals.add({
      rule: 'mount-hides-system',
      so: `${property} ${normal} hides ${hidden}`,
      mend: belongsToKernel(normal) ? 'no volume can be mounted there' : `list the sub-directory that is written, e.g. ${normal === '/' ? '' : normal}/app`,
    });
    return undefined;
  }
  return normal;
}

/** Whether two spellings mean one directory: `/tmp` and `//tmp/`. */
export function samePath(a: unknown, b: unknown): boolean {
  return plainPath(String(a)) === plainPath(String(b));
}

function plainPath(path: string): string {
  return `/${path.split('/').filter((part) => part !== '' && part !== '.').join('/')}`;
}

/** `/app/cache` -> `app-cache`: the kubelet prints the volume's name, so it should lead back to the path. */
export function volumeName(path: string, taken: ReadonlySet<string>, prefix = ''): string {
  const words = `${prefix}${path}`.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').join('-') || 'volume';
  const base = words.length <= 60 ? words : words.slice(-60).replace(/^-+/, '');
  let name = base;
  for (let count = 2; taken.has(name); count += 1) {
    name = `${base}-${count}`;
  }
  return name;
}
