import { NEWEST_MINOR, OLDEST_MINOR, readKubernetesVersion } from '../../src/kubernetes/kubernetes-version';

test.each([
  ['1.28', 28],
  ['1.33', 33],
  ['1.36', 36],
  ['1.30.4', 30],
  ['v1.31', 31],
  ['v1.31.0', 31],
])('"%s" is minor %d', (given, minor) => {
  expect(readKubernetesVersion(given)).toEqual({ minor });
});

const NO_RELEASE = 'which names no release and would change the YAML overnight; write the minor of your oldest cluster, e.g. "1.33"';

test.each<[unknown, string]>([
  ['1.27', 'is "1.27", this release writes for 1.28 to 1.36 and 1.27 does not know all of its fields; upgrade that cluster first, then write "1.28"'],
  ['1.27.9', 'is "1.27", this release writes for 1.28 to 1.36 and 1.27 does not know all of its fields; upgrade that cluster first, then write "1.28"'],
  ['latest', `is "latest", ${NO_RELEASE}`],
  ['', `is "", ${NO_RELEASE}`],
  ['1', `is "1", ${NO_RELEASE}`],
  ['2.0', `is "2.0", ${NO_RELEASE}`],
  ['1.33-gke.1', `is "1.33-gke.1", ${NO_RELEASE}`],
  [' 1.33', `is " 1.33", ${NO_RELEASE}`],
  [undefined, `is "undefined", ${NO_RELEASE}`],
  [null, `is "null", ${NO_RELEASE}`],
  [1.3, 'is the number 1.3, because YAML reads 1.30 that way; put it in quotes: "1.30"'],
  [1.33, 'is the number 1.33, because YAML reads 1.33 that way; put it in quotes: "1.33"'],
  ['1.38', 'is "1.38", newer than this release knows (1.36); write "1.36", nothing in it is lost on 1.38'],
])('%p is refused', (given, problem) => {
  expect(readKubernetesVersion(given)).toEqual({ problem });
});

test('every minor in range is read, and none beside it', () => {
  for (let minor = 0; minor < 100; minor += 1) {
    const known = minor >= OLDEST_MINOR && minor <= NEWEST_MINOR;
    expect('minor' in readKubernetesVersion(`1.${minor}`)).toBe(known);
  }
});
