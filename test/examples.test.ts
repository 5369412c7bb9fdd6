import { Yaml } from 'cdk8s';
import { Severity, SizingBasis, StorageReport } from '../src';
import { EXAMPLE_NAMES, exampleChart, synthExample } from './examples';
import { expectGolden } from './golden';
import { judge } from './judges';

describe.each(EXAMPLE_NAMES)('example %s', (name) => {
  test('synthesizes to its golden', () => {
    expectGolden(`${name}.yaml`, Yaml.stringify(...synthExample(name)));
  });

  test.each([['1.28', '1.28'], ['newest', '1.36']] as const)('is accepted by every judge of %s', (types, kubernetesVersion) => {
    expect(judge(synthExample(name, { kubernetesVersion }), types)).toEqual([]);
    // What is emitted for the oldest cluster runs on the newest as well.
    expect(judge(synthExample(name), types)).toEqual([]);
  });

  test('is the same from run to run', () => {
    expect(synthExample(name)).toEqual(synthExample(name));
  });

  test('has no finding', () => {
    const { findings } = StorageReport.of(exampleChart(name));
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(findings).toEqual([]);
  });
});

/** What no update may touch: the API server refuses it, or a database starts empty. */
function immutableFields(manifest: any): object {
  const { kind, metadata, spec } = manifest;
  const identity = { kind, name: metadata.name, namespace: metadata.namespace };
  switch (kind) {
    case 'Deployment':
      return { ...identity, selector: spec.selector };
    case 'StatefulSet':
      return {
        ...identity, selector: spec.selector, serviceName: spec.serviceName, podManagementPolicy: spec.podManagementPolicy,
        claims: spec.volumeClaimTemplates,
      };
    case 'Job':
      return { ...identity, template: spec.template };
    case 'PersistentVolumeClaim':
      return { ...identity, accessModes: spec.accessModes, class: spec.storageClassName, size: spec.resources };
    default:
      return identity;
  }
}

describe('immutable fields depend on nothing but what the user states for the object', () => {
  const platforms = ['1.28', '1.31', '1.33', '1.36'].flatMap((kubernetesVersion) =>
    [SizingBasis.CORRECTED, SizingBasis.GUIDE].map((sizingBasis) => ({ kubernetesVersion, sizingBasis })));

  test.each(EXAMPLE_NAMES)('%s under every version and basis', (name) => {
    const expected = synthExample(name).map(immutableFields);
    for (const platform of platforms) {
      expect(synthExample(name, platform).map(immutableFields)).toEqual(expected);
    }
  });
});
