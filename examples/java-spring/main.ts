import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { JavaSpring } from './chart';

const app = new App({ outdir: 'dist' });
new JavaSpring(app, 'java-spring');
app.synth();
StorageReport.of(app).save('report/storage.md');
