import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { RedisDatabase } from './chart';

const app = new App({ outdir: 'dist' });
new RedisDatabase(app, 'redis-database');
app.synth();
StorageReport.of(app).save('report/storage.md');
