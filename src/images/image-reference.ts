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

/** What is wrong with a reference that the kubelet would refuse: of what, and how it is. Undefined when it is whole. */
export interface ImageProblem {
  readonly of: string;
  readonly is: string;
}

export function imageProblem(image: string): ImageProblem | undefined {
  if (/\s/.test(image)) {
    return { of: `image "${image}"`, is: 'holds blanks' };
  }
  const { name, digest } = readImage(image);
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    const hex = /^sha256:([0-9a-f]*)$/.exec(digest);
    return { of: `image digest "${digest}"`, is: hex === null ? 'is not sha256: and 64 lower-case hex digits' : `has ${hex[1].length} of 64 hex digits` };
  }
  const wellFormed = /^[a-z0-9]/i.test(name) && !/[A-Z]/.test(name.slice(name.indexOf('/') + 1));
  return wellFormed ? undefined : { of: `image "${image}"`, is: 'has a repository that is not in lower case' };
}
