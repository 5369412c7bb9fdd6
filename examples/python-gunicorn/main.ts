import { App } from 'cdk8s';
import { StorageReport } from 'cdk8s-immutable';
import { PythonGunicorn } from './chart';

const app = new App({ outdir: 'dist' });
new PythonGunicorn(app, 'python-gunicorn');
app.synth();
StorageReport.of(app).save('report/storage.md');
