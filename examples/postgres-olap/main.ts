import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { PostgresOlap } from './chart';

const app = new App({ outdir: 'dist' });
new PostgresOlap(app, 'postgres-olap');
app.synth();
StorageReport.of(app).save('report/storage.md');
