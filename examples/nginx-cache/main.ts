import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { NginxCache } from './chart';

const app = new App({ outdir: 'dist' });
new NginxCache(app, 'nginx-cache');
app.synth();
StorageReport.of(app).save('report/storage.md');
