import { billionths } from './api-server/quantity';
import { apiServerValidation } from './api-server-validation';
import { crossReferences } from './cross-references';
import { catches, pod } from './fault-table';
import { containerFaults } from './faults/containers';
import { objectFaults } from './faults/objects';
import { podFaults } from './faults/pods';
import { workloadFaults } from './faults/workloads';
import { goodManifests } from './good-manifests';
import { podSecurity } from './pod-security';
import { podTemplate } from './pod-templates';
import { unknownFields } from './unknown-fields';
import { Wire } from './wire';

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('accepts a good %s', (_, manifest) => {
  expect(apiServerValidation(manifest)).toEqual([]);
});

describe('containers', () => catches(apiServerValidation, containerFaults));
describe('pods', () => catches(apiServerValidation, podFaults));
describe('workloads', () => catches(apiServerValidation, workloadFaults));
describe('other objects', () => catches(apiServerValidation, objectFaults));

/** Calls back with the manifest once for each place in it, the value there replaced. */
function replaceEverywhere(manifest: Wire, value: unknown, call: (path: string) => void): void {
  const visit = (owner: Wire, path: string) => {
    for (const key of Object.keys(owner)) {
      const kept = owner[key];
      owner[key] = value;
      call(`${path}/${key.replace(/\//g, '~1')}`);
      owner[key] = kept;
      if (typeof kept === 'object') {
        visit(kept, `${path}/${key}`);
      }
    }
  };
  visit(manifest, '');
}

test.each([[null, 'null'], [undefined, 'undefined'], [NaN, 'NaN'], [Infinity, 'Infinity'], [new Date(0), 'Date'], [1n, '1'], [() => {}, '']])(
  'refuses %s anywhere', (value, name) => {
    const unseen: string[] = [];
    for (const manifest of goodManifests()) {
      replaceEverywhere(manifest, value, (path) => {
        const findings = apiServerValidation(manifest);
        if (findings.length !== 1 || !findings[0].startsWith(`${path}: ${name}`)) {
          unseen.push(`${manifest.kind} ${path}`);
        }
      });
    }
    expect(unseen).toEqual([]);
  });

test('judges answer for any shape instead of throwing', () => {
  const judges = [apiServerValidation, podSecurity('newest'), unknownFields('1.28'), (manifest: object) => crossReferences([manifest])];
  let answers = 0;
  for (const value of [0, 'constructor', [], {}, [{}]]) {
    for (const manifest of goodManifests()) {
      // One kind is enough for the inside of pods.
      if (manifest.kind !== 'Deployment' && podTemplate(manifest)) {
        Object.assign(pod(manifest), { containers: [], initContainers: [], volumes: [] });
      }
      replaceEverywhere(manifest, value, () => {
        answers += judges.filter((judge) => Array.isArray(judge(manifest))).length;
      });
    }
  }
  expect(answers).toBeGreaterThan(5000);
});

test.each([
  ['1', 1000000000n], ['500m', 500000000n], ['1Ki', 1024n * 1000000000n], ['1.5Gi', 1610612736n * 1000000000n], ['1k', 1000n * 1000000000n],
  ['1e3', 1000n * 1000000000n], ['1E3', 1000n * 1000000000n], ['1E', 10n ** 27n], ['2e-3', 2000000n], ['.5', 500000000n], ['5.', 5000000000n],
  ['-1', -1000000000n], ['+1', 1000000000n], [2, 2000000000n], ['1n', 1n], ['0.1n', 1n], ['1Ei', 1024n ** 6n * 1000000000n],
])('reads the quantity %s', (text, amount) => {
  expect(billionths(text)).toBe(amount);
});

test.each(['', '1MB', '1GB', '1K', '1mi', 'Mi', '1 Gi', '1,5Gi', '0x10', '1e', '--1', '.', NaN, null, undefined, {}, true])('reads no quantity in %p', (text) => {
  expect(billionths(text)).toBeUndefined();
});
