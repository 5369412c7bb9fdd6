import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readImage } from '../images/image-reference';

/*
 * Field: containers[].image
 * Allowed: a reference with a digest
 */
export const imageByDigest: Rule = {
  id: 'image-by-digest',
  title: 'Images are pinned by digest',
  severity: Severity.WARNING,
  rationale: 'A tag can point to another image tomorrow; then what was judged is not what runs. With a digest the two cannot differ.',
  controls: [CONTROLS.integrity, CONTROLS.socChange],
  sources: ['OCI distribution specification, digests'],
  check: (pod, context) => pod.containers
    .filter(({ container }) => typeof container.image === 'string' && container.image !== '' && readImage(container.image).digest === undefined)
    .map(({ container, name, pointer }) => ({
      pointer: `${pointer}/image`,
      container: name,
      severity: context.digestRequired ? Severity.ERROR : Severity.WARNING,
      so: `image "${container.image}" of container "${name}" has no digest`,
      why: 'so another image may stand behind it tomorrow',
      mend: `pin it: ${container.image}@sha256:<64 hex digits>`,
    })),
};
