import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { Shop } from './chart';

const app = new App({ outdir: 'dist' });
new Shop(app, 'shop');
app.synth();
StorageReport.of(app).save('report/storage.md');
