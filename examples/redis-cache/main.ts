import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { RedisCache } from './chart';

const app = new App({ outdir: 'dist' });
new RedisCache(app, 'redis-cache');
app.synth();
StorageReport.of(app).save('report/storage.md');
