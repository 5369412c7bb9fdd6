import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { imageProblem } from '../images/image-reference';

/*
 * Field: containers[].image
 * Allowed: a digest, where there is one, of sha256: and 64 lower-case hex digits; no blanks
 */
export const imageDigestWhole: Rule = {
  id: 'image-digest-whole',
  title: 'An image reference can be pulled',
  severity: Severity.ERROR,
  rationale: 'The API server does not look into an image reference: a shortened digest is accepted and the pod stops in InvalidImageName.',
  controls: [CONTROLS.integrity],
  sources: ['OCI image specification, digests'],
  check: (pod) => pod.containers.flatMap(({ container, name, pointer }): Violation[] => {
    const image = container.image;
    const none = typeof image !== 'string' || image.trim() === '';
    const so = none ? `container "${name}" has no image` : problemOf(image, name);
    return so === undefined ? [] : [{
      pointer: `${pointer}/image`,
      container: name,
      so,
      why: none ? 'which the API server refuses' : 'so the pod would stop in InvalidImageName',
      mend: 'copy the whole reference: name:tag@sha256:<64 hex digits>',
    }];
  }),
};

function problemOf(image: string, container: string): string | undefined {
  const problem = imageProblem(image);
  return problem && `${problem.of} of container "${container}" ${problem.is}`;
}
