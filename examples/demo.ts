import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { ReportFormat, StorageReport } from 'cdk8s-immutable';

/** Every example, synthesized to examples/<name>/dist, and its storage plan. */
const names = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'chart.ts'))).sort();
for (const name of names) {
  const [Example] = Object.values<any>(require(join(__dirname, name, 'chart'))) as [new (scope: App, id: string) => Chart];
  const outdir = join(__dirname, name, 'dist');
  const app = new App({ outdir });
  new Example(app, name);
  app.synth();
  console.log(`== ${name} -> examples/${name}/dist\n`);
  console.log(StorageReport.of(app).render(ReportFormat.TEXT));
}
