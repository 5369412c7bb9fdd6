import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { Platform, PlatformProps } from '../src';

const EXAMPLES = join(__dirname, '..', 'examples');

/** The names of the examples: each is the input of tests whose output is its golden. */
export const EXAMPLE_NAMES = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The chart of an example in an app of its own. */
export function exampleChart(name: string, platform?: PlatformProps): Chart {
  const app: App = Testing.app();
  if (platform !== undefined) {
    Platform.of(app).configure(platform);
  }
  const [Example] = Object.values<new (scope: App, id: string) => Chart>(require(join(EXAMPLES, name, 'chart')));
  return new Example(app, name);
}

/** What an example synthesizes to. */
export function synthExample(name: string, platform?: PlatformProps): any[] {
  return Testing.synth(exampleChart(name, platform));
}
