import * as fc from 'fast-check';
import { canonicalQuantity, formatBytes, parseBytes, parseQuantity } from '../../src/sizing/quantity';

const bytes = fc.maxSafeNat();
const suffix = fc.constantFrom('', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'e3', 'E-2', 'e+6');
const number = fc.tuple(fc.nat(1_000_000), fc.option(fc.nat(9999), { nil: undefined }))
  .map(([whole, fraction]) => (fraction === undefined ? `${whole}` : `${whole}.${fraction}`));
const quantity = fc.tuple(fc.constantFrom('', '-', '+'), number, suffix).map((parts) => parts.join(''));

const REFUSAL = /^".*" is no Kubernetes quantity, .+; write .+$/s;

test('bytes survive printing and parsing', () => {
  fc.assert(fc.property(bytes, (given) => parseBytes(formatBytes(given)) === given));
});

test('what is printed is what the API server stores', () => {
  fc.assert(fc.property(fc.oneof(bytes, fc.nat(10_000).map((each) => each * 1000)), (given) => {
    expect(canonicalQuantity(formatBytes(given))).toBe(formatBytes(given));
  }));
});

test('the canonical form is its own canonical form, of the same value', () => {
  fc.assert(fc.property(quantity, (text) => {
    const { milli, family } = parseQuantity(text);
    // The API server prints 62.5Ki as 64000, which it would read as decimal.
    fc.pre(family !== 'binary' || milli % 1_024_000n === 0n);
    const canonical = canonicalQuantity(text);
    expect(canonicalQuantity(canonical)).toBe(canonical);
    expect(parseQuantity(canonical).milli).toBe(milli);
    expect(canonical).toMatch(/^-?\d+([KMGTPE]i|[mkMGTPE]|e-?\d+)?$/);
  }));
});

test('the canonical form keeps the family: binary stays binary, decimal decimal', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom('Ki', 'Mi', 'Gi', 'k', 'M', 'G'), (value, unit) => {
    const suffixes = canonicalQuantity(`${value}${unit}`).replace(/^\d+/, '');
    expect(suffixes.endsWith('i')).toBe(unit.endsWith('i'));
  }));
});

test('more is more', () => {
  fc.assert(fc.property(fc.nat(1_000_000), fc.nat(1_000_000), suffix, (a, b, unit) => {
    const [less, more] = a <= b ? [a, b] : [b, a];
    expect(parseQuantity(`${less}${unit}`).milli <= parseQuantity(`${more}${unit}`).milli).toBe(true);
  }));
});

test('no text throws anything but the sentence', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.+-eEKMGTPinumkbB ') }), fc.tuple(number, fc.string()).map((parts) => parts.join('')));
  fc.assert(fc.property(texts, (text) => {
    for (const read of [parseQuantity, parseBytes, canonicalQuantity]) {
      try {
        read(text);
      } catch (error) {
        expect((error as Error).message).toMatch(REFUSAL);
      }
    }
  }), { numRuns: 2000 });
});
