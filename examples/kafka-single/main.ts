import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { KafkaSingle } from './chart';

const app = new App({ outdir: 'dist' });
new KafkaSingle(app, 'kafka-single');
app.synth();
StorageReport.of(app).save('report/storage.md');
