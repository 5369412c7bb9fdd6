import { readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import * as library from '../src';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const blocks = [...README.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language, text]) => ({ language, text }));

/** The first program of the README, as it stands there. */
function runProgram(): { printed: string; yaml: string } {
  const outdir = cdk8s.Testing.app().outdir;
  let printed = '';
  const names = {
    ...cdk8s,
    ...library,
    App: class extends cdk8s.App {
      constructor() {
        super({ outdir });
      }
    },
    image: `registry.example/api:1.0.0@sha256:${'0123456789abcdef'.repeat(4)}`,
    console: { log: (text: string) => { printed += text; } },
  };
  const program = ts.transpile(blocks[0].text, { target: ts.ScriptTarget.ES2022 });
  new Function(...Object.keys(names), program)(...Object.values(names));
  return { printed, yaml: readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8') };
}

test('the first program has at most ten lines and prints what the README shows', () => {
  expect(blocks[0].language).toBe('ts');
  expect(blocks[0].text.trim().split('\n').length).toBeLessThanOrEqual(10);
  const { printed, yaml } = runProgram();
  expect(printed).toBe(blocks[1].text);
  expect(yaml).toContain(blocks[2].text);
});

test('the sample of a finding is what synthesis says', () => {
  const chart = new cdk8s.Chart(cdk8s.Testing.app(), 'shop');
  const image = `registry.example/web:1@sha256:${'0123456789abcdef'.repeat(4)}`;
  new library.ReadOnlyApp(chart, 'web', { image, port: 80, memory: cdk8s.Size.mebibytes(64) });
  const sample = blocks.find(({ text }) => text.includes('[port-unprivileged]'))!.text.trim();
  expect(() => cdk8s.Testing.synth(chart)).toThrow(sample);
});

test('the set-up stands at the top', () => {
  const setUp = blocks.findIndex(({ text }) => text.includes('npm ci && npm run demo') && text.includes('npm ci && npm test'));
  expect(setUp).toBe(3);
});
