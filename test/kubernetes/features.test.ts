import { Feature, FeatureName, FEATURES, hasFeature } from '../../src/kubernetes/features';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/kubernetes/kubernetes-version';

const ALL = Object.entries(FEATURES) as [FeatureName, Feature][];

test.each(ALL)('%s: its stages are in order and it says where it stands', (_, feature) => {
  const stages = [feature.alpha, feature.beta, feature.onByDefault, feature.stable].filter((minor) => minor !== undefined);
  expect(stages.length).toBeGreaterThan(0);
  expect(stages).toEqual([...stages].sort((a, b) => a - b));
  expect(feature.source).toMatch(/^KEP-\d+$/);
  expect(feature.fields.length).toBeGreaterThan(0);
  // What is stable is on, and nothing is on before it is beta.
  expect(feature.stable === undefined || feature.onByDefault !== undefined).toBe(true);
  expect(feature.onByDefault === undefined || feature.beta !== undefined).toBe(true);
});

/** Alpha, beta, on by default, stable; the rows that have been wrong in other people's tables. */
test.each<[FeatureName, (number | undefined)[]]>([
  ['recursiveReadOnly', [30, 31, 31, 33]],
  ['nativeSidecars', [28, 29, 29, 33]],
  ['imageVolumes', [31, 33, 35, 36]],
  ['supplementalGroupsPolicy', [31, 33, 33, 35]],
  ['userNamespaces', [25, 30, 33, 36]],
  ['podIndexLabel', [undefined, 28, 28, 32]],
  ['claimRetentionPolicy', [23, 27, 27, 32]],
  ['readWriteOncePod', [22, 27, 27, 29]],
  ['unhealthyPodEvictionPolicy', [26, 27, 27, 31]],
  ['validatingAdmissionPolicy', [26, 28, 30, 30]],
  ['genericEphemeralVolumes', [19, 21, 21, 23]],
  ['sizedMemoryVolumes', [20, 22, 22, 32]],
  ['onRootMismatch', [18, 20, 20, 23]],
  ['bindMountOptions', [37, undefined, undefined, undefined]],
  ['emptyDirMode', [37, undefined, undefined, undefined]],
])('%s: alpha, beta, on, stable are %p', (name, stages) => {
  const { alpha, beta, onByDefault, stable }: Feature = FEATURES[name];
  expect([alpha, beta, onByDefault, stable]).toEqual(stages);
});

test.each<[FeatureName, number, boolean]>([
  ['recursiveReadOnly', 30, false],
  ['recursiveReadOnly', 31, true],
  ['nativeSidecars', 28, false],
  ['nativeSidecars', 29, true],
  ['imageVolumes', 34, false],
  ['imageVolumes', 35, true],
  ['userNamespaces', 32, false],
  ['userNamespaces', 33, true],
  ['supplementalGroupsPolicy', 32, false],
  ['supplementalGroupsPolicy', 33, true],
  ['validatingAdmissionPolicy', 29, false],
  ['validatingAdmissionPolicy', 30, true],
  ['podIndexLabel', 28, true],
  ['readWriteOncePod', 28, true],
  ['emptyDirMode', 36, false],
  ['emptyDirMode', 99, false],
])('%s on 1.%d: %p', (name, minor, has) => {
  expect(hasFeature(minor, name)).toBe(has);
});

test('once on, always on', () => {
  for (const [name] of ALL) {
    const has = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => hasFeature(OLDEST_MINOR + index, name));
    expect(has.lastIndexOf(false)).toBeLessThan(has.includes(true) ? has.indexOf(true) : has.length);
  }
});
