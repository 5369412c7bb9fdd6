import { Chart, Size, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { DurableVolume, EphemeralVolume, Platform, PlatformProps, ReadOnlyApp, ReadOnlyJob } from '../../src';
import { judge } from '../judges';
import { durableVolume, ephemeralVolume, platform, readOnlyApp, readOnlyJob } from './arbitrary';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
/** CI tries the same inputs each time; a developer's machine new ones. */
const SEED = process.env.CI === undefined ? undefined : 20261121;

/** `<where>: <what is so>[, <why>]; <what to do> [<rule>]`; where cdk8s prints the place itself it stands in brackets. */
const REFUSAL = /^(shop\/[^:]*: |\s*\[shop[^\]]*\] )[^]*; [^]* \[[a-z-]+\]$/;
const HEADING = 'Validation failed with the following errors:\n';

/** Either manifests that every judge accepts, or a refusal of which each line is in the grammar. */
function acceptedOrRefused(settings: PlatformProps, build: (chart: Chart) => Construct): 'accepted' | 'refused' {
  const chart = new Chart(Testing.app(), 'shop');
  Platform.of(chart).configure(settings);
  let manifests: any[];
  try {
    build(chart);
    manifests = Testing.synth(chart);
  } catch (error) {
    const { message } = error as Error;
    const body = message.startsWith(HEADING) ? message.slice(HEADING.length) : message;
    // A value that the user gave may hold line breaks of its own, so lines are told by their rule id.
    for (const refusal of body.split(/(?<=\[[a-z-]+\])\n/)) {
      expect(refusal).toMatch(REFUSAL);
    }
    return 'refused';
  }
  expect(judge(manifests, settings.kubernetesVersion === undefined || settings.kubernetesVersion === '1.28' ? '1.28' : 'newest')).toEqual([]);
  return 'accepted';
}

/** Both outcomes must be common, or the property says little. */
function checkAll<T>(props: fc.Arbitrary<T>, build: (chart: Chart, props: T) => Construct): void {
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(fc.property(platform, props, (settings, given) => {
    outcomes[acceptedOrRefused(settings, (chart) => build(chart, given))] += 1;
  }), { numRuns: RUNS, seed: SEED });
  expect(outcomes.accepted).toBeGreaterThan(RUNS / 10);
  expect(outcomes.refused).toBeGreaterThan(RUNS / 100);
}

test('ReadOnlyApp either synthesizes to what every judge accepts, or is refused in the grammar', () => {
  checkAll(readOnlyApp, (chart, props) => {
    const app = new ReadOnlyApp(chart, 'web', props);
    if (props.port !== undefined) {
      app.exposeViaService();
      app.connections.allowFrom(app);
    }
    return app;
  });
});

test('ReadOnlyJob either synthesizes to what every judge accepts, or is refused in the grammar', () => {
  checkAll(readOnlyJob, (chart, props) => new ReadOnlyJob(chart, 'batch', props));
});

test('EphemeralVolume, mounted, either synthesizes or is refused', () => {
  checkAll(ephemeralVolume, (chart, props) => {
    const volume = new EphemeralVolume(chart, 'volume', props);
    const image = `registry.example/app:1@sha256:${'0'.repeat(64)}`;
    const app = new ReadOnlyApp(chart, 'web', { image, memory: Size.gibibytes(2) });
    app.mount('/scratch', volume);
    return app;
  });
});

test('DurableVolume, mounted, either synthesizes or is refused', () => {
  checkAll(durableVolume, (chart, props) => {
    const volume = new DurableVolume(chart, 'volume', props);
    const app = new ReadOnlyApp(chart, 'web', { image: `registry.example/app:1@sha256:${'0'.repeat(64)}`, memory: Size.gibibytes(2) });
    app.mount('/data', volume);
    app.mount('/data-again', volume, { readOnly: true });
    return app;
  });
});
