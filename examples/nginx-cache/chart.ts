import { Chart, Size } from 'cdk8s';
import { NginxProxy, ReadOnlyApp } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** The guide's nginx with a cache of 5Gi, in front of an application that only it may reach. */
export class NginxCache extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const api = new ReadOnlyApp(this, 'api', {
      image: 'registry.example/api:1.0.0@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      port: 8000,
      memory: Size.mebibytes(256),
    });
    const service = api.exposeViaService();
    const proxy = new NginxProxy(this, 'proxy', {
      image: 'cleanstart/nginx:1.27-prod@sha256:1f2e3d4c5b6a79880796a5b4c3d2e1f01f2e3d4c5b6a79880796a5b4c3d2e1f0',
      upstream: `http://${service.host}:${service.port}`,
      replicas: 3,
      cache: { size: Size.gibibytes(5) },
      maxUpload: Size.mebibytes(20),
    });
    api.connections.allowFrom(proxy);
    proxy.exposeViaService({ port: 80 }).exposeViaIngress('/', { host: 'shop.example' });
  }
}
