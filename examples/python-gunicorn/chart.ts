import { Chart, Size } from 'cdk8s';
import { ImageFamily, ReadOnlyApp, StoragePurpose } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** The guide's Python application behind gunicorn. */
export class PythonGunicorn extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const web = new ReadOnlyApp(this, 'web', {
      image: 'registry.example/python-app:1.0.0@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      imageFamily: ImageFamily.GUNICORN,
      port: 8000,
      replicas: 3,
      memory: Size.mebibytes(512),
      env: { APP_ENV: 'production' },
      health: { readyPath: '/ready', livePath: '/health' },
      writablePaths: [
        { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY, size: Size.gibibytes(1) },
        { path: '/app/cache', purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(500) },
      ],
    });
    web.exposeViaService();
  }
}
