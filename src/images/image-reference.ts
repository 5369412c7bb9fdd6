/** The parts of an image reference: `registry/repository:tag@digest`. */
export interface ImageReference {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function readImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const beforeDigest = at === -1 ? image : image.slice(0, at);
  const digest = at === -1 ? undefined : image.slice(at + 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  return colon === -1
    ? { name: beforeDigest, digest }
    : { name: beforeDigest.slice(0, colon), tag: beforeDigest.slice(colon + 1), digest };
}

/** What is wrong with a reference that the kubelet would refuse; undefined when it is whole. */
export function digestProblem(image: string): string | undefined {
  if (/\s/.test(image)) {
    return `has the image "${image}", with blanks in it`;
  }
  const { name, digest } = readImage(image);
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    const hex = /^sha256:([0-9a-f]*)$/.exec(digest);
    return hex !== null
      ? `has the image digest "${digest}", ${hex[1].length} of 64 hex digits`
      : `has the image digest "${digest}", not sha256: and 64 lower-case hex digits`;
  }
  return /^[a-z0-9]/i.test(name) && !/[A-Z]/.test(name.slice(name.indexOf('/') + 1))
    ? undefined
    : `has the image "${image}", whose repository is not in lower case`;
}
