/** What the runner calls an image: layers of files, and the configuration an image registry would serve with them. */
import * as fs from 'fs';
import * as path from 'path';
import { Failure } from './failure';
import { must } from './shell';
import { layerDir } from '../images/layers';

export interface Image {
  /** Names of layers, lowest first; the base is always below them. */
  layers: string[];
  /** Directories copied into the image, by the path they get there. */
  copies?: Record<string, string>;
  /** Files written into the image, by path; the content `dir` makes an empty directory. */
  files?: Record<string, { content: string; mode?: number; owner?: number }>;
  /** Run once in the finished root file system, as root, when the image is made. */
  build?: string[];
  user?: string;
  entrypoint?: string[];
  cmd?: string[];
  env?: Record<string, string>;
  workdir?: string;
  stopSignal?: string;
  /** In what the stand-in differs from the real image; said here so that nobody believes too much. */
  differs: string;
}

/** Image references by repository, without tag and digest. */
export type ImageTable = Record<string, Image>;

const REFERENCE = new RegExp('^(?<name>[a-z0-9]+(?:(?:[._:/]|__|-+)[a-z0-9]+)*?)(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@[A-Za-z][A-Za-z0-9]*:(?<digest>[0-9a-fA-F]{32,}))?$');

export function findImage(table: ImageTable, reference: string, overlookShortDigest: boolean): Image {
  const whole = overlookShortDigest ? reference.replace(/@sha256:[0-9a-f]*\.\.\.$/, '') : reference;
  const name = REFERENCE.exec(whole)?.groups?.name;
  if (!name) {
    throw new Failure('InvalidImageName',
      `Failed to apply default image tag "${reference}": couldn't parse image name "${reference}": invalid reference format`);
  }
  const image = table[name];
  if (!image) throw new Error(`no stand-in for image ${name}: add it to the table of the suite`);
  return image;
}

/** Overlay's lowerdir option: top first, the image's own files above the shared layers. */
export async function lowerDirs(image: Image, imagesDir: string): Promise<string> {
  const layers = [...image.layers].reverse().concat('base').map(layerDir);
  if (!image.copies && !image.files && !image.build) return layers.join(':');
  return [await ownLayer(image, imagesDir, layers), ...layers].join(':');
}

const made = new Map<Image, Promise<string>>();

function ownLayer(image: Image, imagesDir: string, below: string[]): Promise<string> {
  const known = made.get(image);
  if (known) return known;
  const dir = path.join(imagesDir, String(made.size));
  const making = makeLayer(image, dir, below);
  made.set(image, making);
  return making;
}

async function makeLayer(image: Image, dir: string, below: string[]): Promise<string> {
  fs.mkdirSync(dir, { recursive: true });
  fs.chmodSync(dir, 0o755);
  for (const [to, from] of Object.entries(image.copies ?? {})) fs.cpSync(from, path.join(dir, to), { recursive: true });
  for (const [file, { content, mode, owner }] of Object.entries(image.files ?? {})) {
    const at = path.join(dir, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    if (content === 'dir') fs.mkdirSync(at, { recursive: true });
    else fs.writeFileSync(at, content);
    fs.chmodSync(at, mode ?? (content === 'dir' ? 0o755 : 0o644));
    if (owner !== undefined) fs.chownSync(at, owner, owner);
  }
  if (image.build) {
    const [work, root] = [`${dir}.work`, `${dir}.root`];
    fs.mkdirSync(work);
    fs.mkdirSync(root);
    await must(['mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${below.join(':')},upperdir=${dir},workdir=${work}`, root]);
    await must(['mount', '-t', 'proc', 'proc', path.join(root, 'proc')]);
    await must(['chroot', root, ...image.build]);
    await must(['umount', '-R', root]);
  }
  return dir;
}
