import { formatBytes } from './quantity';

/** Bytes, and why so many. */
export interface Amount {
  readonly bytes: number;
  readonly because: string;
  readonly source: string;
  /** What the guide's own formula gives, where that differs. */
  readonly guideBytes?: number;
}

export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

/** The guide counts in MB and GB: powers of 1000. */
export const MB = 1_000_000;

/** Rounds up to a whole step, so that no quantity has a fraction of Mi or Gi. */
export function ceilTo(bytes: number, step: number): number {
  return Math.ceil(bytes / step) * step;
}

/** Whole Mi below 1Gi, whole 64Mi above (readable, and never less than asked). */
export function roundUp(bytes: number): number {
  return bytes <= GIB ? ceilTo(bytes, MIB) : ceilTo(bytes, 64 * MIB);
}

export function sum(bytes: readonly number[]): number {
  return bytes.reduce((total, each) => total + each, 0);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** An amount that the user stated. */
export function stated(bytes: number, property: string): Amount {
  return { bytes, because: `stated in ${property}`, source: 'user' };
}

/** A size as a person reads it: also where it is no whole byte, or so large that only a refusal can follow. */
export function show(bytes: number): string {
  const whole = Math.ceil(bytes);
  return Number.isSafeInteger(whole) ? formatBytes(whole) : 'more than 8Pi';
}
