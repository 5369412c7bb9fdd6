import { readdirSync } from 'fs';
import { Fixture, FIXTURES, fixturesOf, findingsOf, printed, writeExpected } from './fixtures';
import type { Manifest } from '../../src/manifest/model';
import { harden } from '../../src/rules/harden';
import { RULES } from '../../src/rules/registry';
import type { Knowledge, Rule } from '../../src/rules/rule';

const UPDATE = process.env.UPDATE_FIXTURES === '1' && process.env.CI === undefined;

test('every rule has fixtures, and all fixtures are of a rule', () => {
  expect(readdirSync(FIXTURES).sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const { id } of RULES) {
    expect([id, fixturesOf(id, 'pass').length > 0, fixturesOf(id, 'fail').length > 0]).toEqual([id, true, true]);
  }
});

describe.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s', (_id, rule) => {
  const pass = fixturesOf(rule.id, 'pass');
  const fail = fixturesOf(rule.id, 'fail');

  test.each(pass)('passes %s', (_name, fixture) => {
    expect(findingsOf(fixture, fixture.documents).map(printed)).toEqual([]);
  });

  test.each(fail)('fails %s', (_name, fixture) => {
    const found = findingsOf(fixture, fixture.documents).map(printed);
    if (UPDATE) {
      writeExpected(fixture, found);
      return;
    }
    expect(found).not.toEqual([]);
    expect(found).toEqual(fixture.expected);
  });

  if (rule.fix !== undefined) {
    test.each(fail)('mends %s', (_name, fixture) => {
      const hardened = hardenAll(fixture, { known: true, user: 65532 });
      const left = findingsOf(fixture, hardened).map(printed);
      // A reason that nothing is left for would mislead whoever reads the fixture.
      expect(left.length > 0).toBe(fixture.left !== undefined);
      expect(hardenAll({ ...fixture, documents: hardened }, { known: true, user: 65532 })).toEqual(hardened);
    });

    test.each(fail)(rule.fixClass === 'SAFE' ? 'mends %s whatever the image' : 'leaves %s alone where nobody knows the image', (_name, fixture) => {
      const before = findingsOf(fixture, fixture.documents).map(printed);
      const after = findingsOf(fixture, hardenAll(fixture, { known: false })).map(printed);
      if (rule.fixClass === 'KNOWN') {
        expect(after).toEqual(before);
      } else {
        expect(after.length > 0).toBe(fixture.left !== undefined);
      }
    });
  }

  test.each(pass)('has nothing to mend in %s', (_name, fixture) => {
    const mended = fixture.documents.flatMap((document) => harden(document, fixture.context, { known: false }).mended);
    expect(mended.filter((each) => each.rule === rule.id)).toEqual([]);
  });
});

/** Hardens each document, and sees that the one given stays as it is. */
function hardenAll({ documents, context }: Fixture, knowledge: Knowledge): Manifest[] {
  return documents.map((document) => {
    const before = structuredClone(document);
    const { manifest } = harden(document, context, knowledge);
    expect(document).toEqual(before);
    return manifest;
  });
}
