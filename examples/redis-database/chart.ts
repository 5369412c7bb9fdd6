import { Chart, Size } from 'cdk8s';
import { ReadOnlyApp, RedisDurability, RedisStore } from 'cdk8s-immutable';
import { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** Redis as a database: every write but those of the last second survives. */
export class RedisDatabase extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const ledger = new RedisStore(this, 'ledger', {
      image: 'cleanstart/redis:7-prod@sha256:4e5d6c7b8a990f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796',
      durability: RedisDurability.APPEND_ONLY,
      dataset: Size.gibibytes(4),
      credentials: Secret.fromSecretName(this, 'credentials', 'ledger-credentials'),
    });
    const client = new ReadOnlyApp(this, 'client', {
      image: 'registry.example/client:1.0.0@sha256:6a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978879',
      memory: Size.mebibytes(128),
      replicas: 1,
    });
    ledger.connections.allowFrom(client);
  }
}
