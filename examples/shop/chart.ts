import { Chart, Size } from 'cdk8s';
import { ImageFamily, NginxProxy, PostgresStore, ReadOnlyApp, RedisDurability, RedisStore, StoragePurpose } from 'cdk8s-immutable';
import { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** An application with its database, its cache and its proxy, connected. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const credentials = Secret.fromSecretName(this, 'credentials', 'shop-database');

    const database = new PostgresStore(this, 'db', {
      image: 'cleanstart/postgresql:15-prod@sha256:1a2b3c4d5e6f70819203a4b5c6d7e8f91a2b3c4d5e6f70819203a4b5c6d7e8f9',
      database: 'shop',
      credentials,
      expectedData: Size.gibibytes(10),
      memory: Size.gibibytes(2),
    });
    const sessions = new RedisStore(this, 'sessions', {
      image: 'cleanstart/redis:7-prod@sha256:2b3c4d5e6f70819203a4b5c6d7e8f91a2b3c4d5e6f70819203a4b5c6d7e8f91a',
      durability: RedisDurability.CACHE,
      dataset: Size.mebibytes(256),
    });

    const api = new ReadOnlyApp(this, 'api', {
      image: 'registry.example/shop-api:4.2.0@sha256:3c4d5e6f70819203a4b5c6d7e8f91a2b3c4d5e6f70819203a4b5c6d7e8f91a2b',
      imageFamily: ImageFamily.NODE,
      port: 3000,
      memory: Size.mebibytes(512),
      load: { maxConcurrentRequests: 40 },
      env: { DATABASE_HOST: database.host, REDIS_HOST: sessions.host },
      files: [{ path: '/run/secrets/database', secret: credentials }],
      writablePaths: [{ path: '/app/cache', purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(300) }],
    });
    database.connections.allowFrom(api);
    sessions.connections.allowFrom(api);

    const proxy = new NginxProxy(this, 'proxy', {
      image: 'cleanstart/nginx:1.27-prod@sha256:4d5e6f70819203a4b5c6d7e8f91a2b3c4d5e6f70819203a4b5c6d7e8f91a2b3c',
      upstream: `http://${api.exposeViaService().host}:3000`,
      cache: { size: Size.gibibytes(1) },
      maxUpload: Size.mebibytes(10),
    });
    api.connections.allowFrom(proxy);
    proxy.exposeViaService({ port: 80 });
  }
}
