import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { SharedVolume } from './chart';

const app = new App({ outdir: 'dist' });
new SharedVolume(app, 'shared-volume');
app.synth();
StorageReport.of(app).save('report/storage.md');
