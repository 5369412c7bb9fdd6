import type * as kplus from 'cdk8s-plus-28';

/**
 * cdk8s-plus-28, loaded where a program meets it and not before: it doubles the time that the library takes to load.
 */
export function plus(): typeof kplus {
  return require('cdk8s-plus-28');
}
