import * as fc from 'fast-check';
import { CLAIM, leavesOf, malformed, workload } from './arbitrary';
import { readClaimTemplates, readPod } from '../../src/manifest/read';
import { contextOf, evaluate } from '../../src/rules/evaluate';
import { harden } from '../../src/rules/harden';
import { Severity } from '../../src/rules/rule';

const runs = { numRuns: 300, seed: process.env.CI === undefined ? undefined : 1 };
const knowledge = fc.constantFrom({ known: true, user: 65532 }, { known: true }, { known: false });
const minor = fc.constantFrom(28, 31, 36);

/** Who fills in the user of the image brings to light that this user may not listen on the port. */
const BROUGHT_TO_LIGHT = 'port-unprivileged';

/** The errors of a manifest, as rule and container. */
function errorsOf(manifest: any, at: number): string[] {
  return evaluate(manifest, contextOf([CLAIM], { minor: at })).findings
    .filter(({ severity, rule }) => severity === Severity.ERROR && rule !== BROUGHT_TO_LIGHT)
    .map(({ rule, container }) => `${rule} ${container ?? ''}`);
}

function volumeNames(manifest: any): unknown[] {
  const pod = readPod(manifest)!;
  return [...pod.volumes.map(({ name }) => name), ...readClaimTemplates(pod).map((claim) => claim.metadata?.name)];
}

describe.each([['written as usual', workload], ['malformed', malformed]])('hardening what is %s', (_what, manifests) => {
  test('never throws, leaves the input as it is, and changes nothing the second time', () => {
    fc.assert(fc.property(manifests, minor, knowledge, (manifest, at, known) => {
      const context = contextOf([CLAIM], { minor: at });
      const before = structuredClone(manifest);
      const once = harden(manifest, context, known).manifest;
      expect(manifest).toEqual(before);
      expect(harden(once, context, known)).toEqual({ manifest: once, mended: [] });
    }), runs);
  });

  test('leaves every value that was said, but fields that stand where Kubernetes has none', () => {
    fc.assert(fc.property(manifests, minor, knowledge, (manifest, at, known) => {
      const hardened = new Map(leavesOf(harden(manifest, contextOf([CLAIM], { minor: at }), known).manifest));
      const lost = leavesOf(manifest).filter(([path, leaf]) => hardened.get(path) !== leaf);
      const mayGo = (path: string, leaf: unknown) => leaf === true
        && (path.endsWith('/readOnlyRootFs') || path.endsWith('/spec/securityContext/readOnlyRootFilesystem'));
      expect(lost.filter(([path, leaf]) => !mayGo(path, leaf))).toEqual([]);
    }), runs);
  });
});

test('hardening adds no error that was not there', () => {
  fc.assert(fc.property(workload, minor, knowledge, (manifest, at, known) => {
    const before = errorsOf(manifest, at);
    const after = errorsOf(harden(manifest, contextOf([CLAIM], { minor: at }), known).manifest, at);
    expect(after.filter((error) => !before.includes(error))).toEqual([]);
  }), runs);
});

test('hardening adds no volume under a name that is taken, or that is none', () => {
  fc.assert(fc.property(workload, (manifest) => {
    const before = volumeNames(manifest);
    const added = volumeNames(harden(manifest, contextOf([CLAIM]), { known: true, user: 65532 }).manifest);
    for (const each of before) {
      added.splice(added.indexOf(each), 1);
    }
    const isName = (each: unknown) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(String(each));
    expect(added.filter((each, index) => !isName(each) || before.includes(each) || added.indexOf(each) !== index)).toEqual([]);
  }), runs);
});

describe('evaluating never throws', () => {
  const settings = { maxDepth: 4 };
  test.each<[string, fc.Arbitrary<any>]>([
    ['a malformed workload', malformed],
    ['JSON at the root', fc.jsonValue(settings)],
    ['JSON in every field of the root', fc.record({
      kind: fc.oneof(fc.constantFrom('Pod', 'constructor', '__proto__', 'toString'), fc.jsonValue()), metadata: fc.jsonValue(), spec: fc.jsonValue(settings),
    })],
    ['JSON as the spec of a Pod', fc.jsonValue(settings).map((spec) => ({ kind: 'Pod', spec }))],
    ['JSON in the spec of a Deployment', fc.jsonValue(settings).map((spec) => ({ kind: 'Deployment', spec }))],
    ['JSON as the spec of a template', fc.jsonValue(settings).map((spec) => ({ kind: 'Deployment', spec: { template: { spec } } }))],
    ['JSON as container and volume', fc.tuple(fc.jsonValue(settings), fc.jsonValue(settings)).map(([container, volume]) => ({
      kind: 'StatefulSet', spec: { volumeClaimTemplates: [volume], template: { spec: { containers: [container, {}], volumes: [volume] } } },
    }))],
  ])('%s', (_what, values) => {
    fc.assert(fc.property(values, (value) => {
      const context = contextOf([value, { kind: 'PersistentVolumeClaim', metadata: value, spec: { accessModes: [value] } }]);
      const odd = evaluate(value, context).findings.filter(({ message }) => !/^.+, .+; .+$/s.test(message) || /NaN|\[object/.test(message));
      expect(odd).toEqual([]);
      harden(value, context, { known: true, user: 65532 });
    }), runs);
  });
});
