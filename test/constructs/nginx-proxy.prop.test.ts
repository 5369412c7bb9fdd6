import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { nginxInput } from './nginx-arbitrary';
import { NginxProxy, Platform } from '../../src';
import { judge } from '../judges';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
/** CI tries the same inputs each time; a developer's machine new ones. */
const SEED = process.env.CI === undefined ? undefined : 20261121;
const REFUSAL = /^(edge\/[^:]*: |\s*\[edge[^\]]*\] )[^]*; [^]* \[[a-z-]+\]$/;
const HEADING = 'Validation failed with the following errors:\n';

test('NginxProxy either synthesizes to what every judge accepts, or is refused in the grammar', () => {
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(fc.property(nginxInput, fc.constantFrom('1.28', '1.36'), ({ props, files, tls }, kubernetesVersion) => {
    const chart = new Chart(Testing.app(), 'edge');
    Platform.of(chart).configure({ kubernetesVersion });
    let manifests: any[];
    try {
      new NginxProxy(chart, 'proxy', {
        ...props, tls: tls ? kplus.Secret.fromSecretName(chart, 'cert', 'cert') : undefined, config: files && new kplus.ConfigMap(chart, 'files', { data: files }),
      }).exposeViaService();
      manifests = Testing.synth(chart);
    } catch (error) {
      const { message } = error as Error;
      const body = message.startsWith(HEADING) ? message.slice(HEADING.length) : message;
      body.split(/(?<=\[[a-z-]+\])\n/).forEach((refusal) => expect(refusal).toMatch(REFUSAL));
      outcomes.refused += 1;
      return;
    }
    expect(judge(manifests, kubernetesVersion === '1.28' ? '1.28' : 'newest')).toEqual([]);
    outcomes.accepted += 1;
  }), { numRuns: RUNS, seed: SEED });
  expect(outcomes.accepted).toBeGreaterThan(RUNS / 10);
  expect(outcomes.refused).toBeGreaterThan(RUNS / 100);
});
