import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { KafkaThree } from './chart';

const app = new App({ outdir: 'dist' });
new KafkaThree(app, 'kafka-three');
app.synth();
StorageReport.of(app).save('report/storage.md');
