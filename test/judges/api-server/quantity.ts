// Kubernetes quantities, exactly: in billionths, the finest unit they have.
const SUFFIXES = new Map<string, [bigint, bigint]>([
  ['n', [1n, 1000000000n]], ['u', [1n, 1000000n]], ['m', [1n, 1000n]], ['', [1n, 1n]],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index): [string, [bigint, bigint]] => [suffix, [1000n ** BigInt(index + 1), 1n]]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index): [string, [bigint, bigint]] => [suffix, [1024n ** BigInt(index + 1), 1n]]),
]);

export const WHOLE = 1000000000n;

/** The quantity in billionths, rounded up as the API server does; undefined when it is none. */
export function billionths(value: unknown): bigint | undefined {
  const match = typeof value === 'string' || typeof value === 'number'
    ? /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d{1,3}))?$/.exec(String(value))
    : null;
  if (!match) {
    return undefined;
  }
  const [, sign, number, suffix = '', exponent = '0'] = match;
  const [whole, fraction = ''] = number.split('.');
  const [times, over] = SUFFIXES.get(suffix)!;
  const power = BigInt(Math.abs(Number(exponent)));
  const up = BigInt(whole + fraction) * times * WHOLE * (exponent.startsWith('-') ? 1n : 10n ** power);
  const down = over * 10n ** BigInt(fraction.length) * (exponent.startsWith('-') ? 10n ** power : 1n);
  const amount = (up + down - 1n) / down;
  return sign === '-' ? -amount : amount;
}
