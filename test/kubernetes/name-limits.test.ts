import { NAME_LIMITS } from '../../src/kubernetes/name-limits';

/** A StatefulSet's pods carry "<name>-<10 characters>" in a label of 63; a CronJob's Jobs end in 11 more. */
test.each([
  ['StatefulSet', 63 - 11],
  ['CronJob', 63 - 11],
  ['Job', 63],
  ['Deployment', 63],
])('the name of a %s has %d characters at most', (kind, most) => {
  expect(NAME_LIMITS[kind]).toEqual({ most, why: expect.stringMatching(/^because /) });
});
