import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { BatchJob } from './chart';

const app = new App({ outdir: 'dist' });
new BatchJob(app, 'batch-job');
app.synth();
StorageReport.of(app).save('report/storage.md');
