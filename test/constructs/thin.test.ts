import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { ReadOnlyApp } from '../../src';
import { Judge } from '../../src/constructs/judge';
import * as planning from '../../src/plan/plan-workload';

const IMAGE = `registry.example/app:1@sha256:${'0123456789abcdef'.repeat(4)}`;

function workload(chart: Chart, id = 'web'): ReadOnlyApp {
  const app = new ReadOnlyApp(chart, id, { image: IMAGE, port: 8000, memory: Size.mebibytes(256) });
  app.exposeViaService();
  return app;
}

afterEach(() => jest.restoreAllMocks());

test('a workload with Service and budget is four nodes', () => {
  const chart = new Chart(Testing.app(), 'shop');
  expect(workload(chart).node.findAll().map(({ node }) => node.path)).toEqual(['shop/web', 'shop/web/Default', 'shop/web/Budget', 'shop/web/Service']);
});

test.each([1, 30])('with %i charts each plan is made once and the rules run once per synthesis', async (charts) => {
  const plans = jest.spyOn(planning, 'planWorkload');
  const outdir = mkdtempSync(join(tmpdir(), 'thin-'));
  const app = new App({ outdir });
  for (let index = 0; index < charts; index += 1) {
    workload(new Chart(app, `chart-${index}`));
  }
  app.synth();
  expect(plans).toHaveBeenCalledTimes(charts);
  expect(Judge.of(app).runs).toBe(1);
  await new Promise(setImmediate);
  app.synth();
  expect(plans).toHaveBeenCalledTimes(charts);
  expect(Judge.of(app).runs).toBe(2);
  rmSync(outdir, { recursive: true });
});

test('a change between two syntheses of one turn is judged anew', () => {
  const chart = new Chart(Testing.app(), 'shop');
  const app = workload(chart);
  expect(() => Testing.synth(chart)).not.toThrow();
  app.apiObject.addJsonPatch(JsonPatch.remove('/spec/template/spec/securityContext/runAsUser'));
  expect(() => Testing.synth(chart)).toThrow('[run-as-non-root]');
});
