/**
 * The only parser and printer of Kubernetes quantities. Bytes are integers; nothing here is a float of Gi.
 */

/** A parsed quantity: thousandths, as the API server keeps them, and the family of its suffix. */
export interface Quantity {
  readonly milli: bigint;
  readonly family: 'binary' | 'decimal' | 'exponent';
}

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
const EXPONENT = ['', 'e3', 'e6', 'e9', 'e12', 'e15', 'e18'];
/** The API server keeps nothing larger, and takes anything larger for this. */
const MOST = (2n ** 63n - 1n) * 1000n;
const DECIMAL_POWER: Record<string, number> = {
  'n': -9, 'u': -6, 'm': -3, '': 0, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18,
};
const SYNTAX = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

/** Parses a quantity, or says what is wrong and what to write instead. */
export function parseQuantity(text: string | number): Quantity {
  const input = String(text);
  const match = SYNTAX.exec(input);
  if (match === null) {
    throw new Error(`"${input}" is no Kubernetes quantity, ${mendSuffix(input)}`);
  }
  const [, sign, digits, suffix = ''] = match;
  const [whole, fraction = ''] = digits.split('.');
  const binaryPower = suffix.endsWith('i') ? BINARY.indexOf(suffix) : 0;
  const decimalPower = suffix.endsWith('i') ? 0 : DECIMAL_POWER[suffix] ?? Number(suffix.slice(1));
  // Scaled to thousandths and rounded up, as the API server does.
  const numerator = BigInt(whole + fraction || '0') * (1024n ** BigInt(binaryPower)) * 1000n * (10n ** BigInt(Math.max(decimalPower, 0)));
  const denominator = 10n ** BigInt(fraction.length + Math.max(-decimalPower, 0));
  const rounded = (numerator + denominator - 1n) / denominator;
  const milli = rounded > MOST ? MOST : rounded;
  return { milli: sign === '-' ? -milli : milli, family: familyOf(suffix) };
}

function familyOf(suffix: string): Quantity['family'] {
  if (suffix.endsWith('i')) {
    return 'binary';
  }
  return /^[eE].+/.test(suffix) ? 'exponent' : 'decimal';
}

function mendSuffix(input: string): string {
  const bytes = /^\s*([\d.]+)\s*([kmgtp])i?b\s*$/i.exec(input);
  if (bytes !== null) {
    const unit = bytes[2].toUpperCase();
    return `the API server refuses it; write ${bytes[1]}${unit}i for powers of 1024 or ${bytes[1]}${unit === 'K' ? 'k' : unit} for powers of 1000`;
  }
  if (/^[\d.]+K$/.test(input)) {
    return `"K" is no suffix; write ${input.slice(0, -1)}Ki for 1024 or ${input.slice(0, -1)}k for 1000`;
  }
  return 'the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E';
}

/** Whole bytes of a quantity, fractions rounded up. */
export function parseBytes(text: string | number): number {
  return Number(ceilDivide(parseQuantity(text).milli, 1000n));
}

function ceilDivide(value: bigint, by: bigint): bigint {
  return value >= 0n ? (value + by - 1n) / by : value / by;
}

/** Prints bytes with the largest binary unit that holds them exactly: 524288000 -> 500Mi, 1073741824 -> 1Gi. */
export function formatBytes(bytes: number): string {
  if (!Number.isSafeInteger(bytes)) {
    throw new Error(`${bytes} bytes cannot be printed exactly, a size is a whole number of bytes up to 8Pi; check the arithmetic that produced it`);
  }
  // The API server takes a number without a suffix for a decimal one, and would write 1000 as 1k.
  return bytes % 1024 === 0 ? scaleDown(BigInt(bytes), 1024n, BINARY) : scaleDown(BigInt(bytes), 1000n, DECIMAL);
}

/** The canonical form that the API server would store; keeps the family of the suffix. */
export function canonicalQuantity(text: string | number): string {
  const { milli, family } = parseQuantity(text);
  if (milli % 1000n !== 0n) {
    return `${milli}${family === 'exponent' ? 'e-3' : 'm'}`;
  }
  const units = milli / 1000n;
  // Below 1Ki the API server itself falls back to decimal suffixes.
  if (family === 'binary' && (units >= 1024n || units <= -1024n)) {
    return scaleDown(units, 1024n, BINARY);
  }
  return scaleDown(units, 1000n, family === 'exponent' ? EXPONENT : DECIMAL);
}

function scaleDown(units: bigint, by: bigint, suffixes: string[]): string {
  let value = units;
  let power = 0;
  while (value !== 0n && value % by === 0n && power < suffixes.length - 1) {
    value /= by;
    power += 1;
  }
  return `${value}${suffixes[power]}`;
}

/** A number of cores as a quantity in thousandths: 0.25 -> 250m, 2 -> 2. */
export function formatCores(cores: number): string {
  const milli = Math.ceil(cores * 1000 - 1e-9);
  return milli % 1000 === 0 ? `${milli / 1000}` : `${milli}m`;
}
