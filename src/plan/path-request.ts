import type { WritablePath } from './writable-path';
import type { Amount } from '../sizing/amount';

/** A writable path with the amount that its size defaults to. */
export interface PathRequest {
  readonly path: WritablePath;
  readonly property: string;
  /** Counted only where the user stated no size: it may depend on the volumes planned before. */
  readonly usual?: () => Amount | undefined;
}
