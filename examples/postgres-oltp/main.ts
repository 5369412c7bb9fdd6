import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { PostgresOltp } from './chart';

const app = new App({ outdir: 'dist' });
new PostgresOltp(app, 'postgres-oltp');
app.synth();
StorageReport.of(app).save('report/storage.md');
