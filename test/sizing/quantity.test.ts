import { GIB, KIB, MIB } from '../../src/sizing/amount';
import { canonicalQuantity, formatBytes, formatCores, parseBytes, parseQuantity } from '../../src/sizing/quantity';

/** The forms that the API server would store; anything else shows up as a difference for ever. */
test.each([
  ['500Mi', '500Mi'],
  ['1000Mi', '1000Mi'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Gi', '512Mi'],
  ['2048Ki', '2Mi'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['250m', '250m'],
  ['2000m', '2'],
  ['400m', '400m'],
  ['0.1m', '1m'],
  ['1000', '1k'],
  ['1024', '1024'],
  ['1000k', '1M'],
  ['1500M', '1500M'],
  ['5G', '5G'],
  ['2E', '2E'],
  ['0', '0'],
  ['0Gi', '0'],
  ['-0', '0'],
  ['-1024Mi', '-1Gi'],
  ['+5Gi', '5Gi'],
  ['.5Gi', '512Mi'],
  ['5.Gi', '5Gi'],
  ['0.5Ki', '512'],
  ['1.0005Ki', '1024512m'],
])('%s is stored as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

/** What the API server does and few expect. */
test.each([
  ['1e3', '1e3', 'an exponent stays an exponent'],
  ['100e2', '10e3', 'in steps of three'],
  ['15E2', '1500', 'and is left out when it would be 0'],
  ['1e-1', '100e-3', 'thousandths included'],
  ['0.9765625Ki', '1k', 'below 1Ki a binary quantity becomes a decimal one'],
  ['62.5Ki', '64000', 'a binary quantity that is no whole Ki has no suffix'],
  ['9Ei', '9223372036854775807', 'nothing is more than 2^63 - 1'],
  ['1e30', '9223372036854775807', 'nothing is more than 2^63 - 1'],
])('%s is stored as %s: %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test.each([
  [0, '0'],
  [500 * MIB, '500Mi'],
  [1000 * MIB, '1000Mi'],
  [1024 * MIB, '1Gi'],
  [1536 * MIB, '1536Mi'],
  [50 * GIB, '50Gi'],
  [700 * GIB, '700Gi'],
  [2048 * GIB, '2Ti'],
  [KIB, '1Ki'],
  [1023, '1023'],
  [1000, '1k'],
  [1_500_000, '1500k'],
])('%d bytes are written as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([NaN, Infinity, 0.5, 2 ** 53])('%d bytes are not printed', (bytes) => {
  expect(() => formatBytes(bytes)).toThrow(
    `${bytes} bytes cannot be printed exactly, a size is a whole number of bytes up to 8Pi; check the arithmetic that produced it`,
  );
});

test.each([
  ['400m', 1, 'a fraction of a byte is a whole one'],
  ['1.5Gi', 1536 * MIB, 'exact'],
  ['5G', 5_000_000_000, 'not 5Gi'],
  ['1k', 1000, 'kilo'],
  ['1e3', 1000, 'exponent'],
  ['-1500m', -1, 'towards more'],
])('%s is %d bytes: %s', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test('a number without quotes is read like its text', () => {
  expect(canonicalQuantity(0.5)).toBe('500m');
  expect(parseBytes(1024)).toBe(1024);
  expect(parseQuantity(5).family).toBe('decimal');
});

test.each([
  ['5MB', '"5MB" is no Kubernetes quantity, the API server refuses it; write 5Mi for powers of 1024 or 5M for powers of 1000'],
  ['5GB', '"5GB" is no Kubernetes quantity, the API server refuses it; write 5Gi for powers of 1024 or 5G for powers of 1000'],
  ['1.5 GiB', '"1.5 GiB" is no Kubernetes quantity, the API server refuses it; write 1.5Gi for powers of 1024 or 1.5G for powers of 1000'],
  ['64KB', '"64KB" is no Kubernetes quantity, the API server refuses it; write 64Ki for powers of 1024 or 64k for powers of 1000'],
  ['100mb', '"100mb" is no Kubernetes quantity, the API server refuses it; write 100Mi for powers of 1024 or 100M for powers of 1000'],
  ['5K', '"5K" is no Kubernetes quantity, "K" is no suffix; write 5Ki for 1024 or 5k for 1000'],
  ['5gi', '"5gi" is no Kubernetes quantity, the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E'],
  ['', '"" is no Kubernetes quantity, the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E'],
  ['NaN', '"NaN" is no Kubernetes quantity, the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E'],
  ['lots', '"lots" is no Kubernetes quantity, the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E'],
  [' 5Gi', '" 5Gi" is no Kubernetes quantity, the API server refuses it; write a number with one of Ki Mi Gi Ti Pi Ei, or k M G T P E'],
])('"%s" is refused with the mend', (text, message) => {
  expect(() => parseQuantity(text)).toThrow(new Error(message));
});

test.each([
  [0.25, '250m'],
  [2, '2'],
  [0.05, '50m'],
  [0.1 + 0.2, '300m'],
  [0.0001, '1m'],
])('%d cores are written as %s', (cores, text) => {
  expect(formatCores(cores)).toBe(text);
});
