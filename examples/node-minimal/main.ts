import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { NodeMinimal } from './chart';

const app = new App({ outdir: 'dist' });
new NodeMinimal(app, 'node-minimal');
app.synth();
StorageReport.of(app).save('report/storage.md');
