import { Wire } from '../wire';

/** One thing the API server validates beyond the schema; yields its findings for one manifest. */
export type Rule = (manifest: Wire) => Iterable<string>;
