import { Chart, Size } from 'cdk8s';
import { PostgresStore, PostgresWorkload, ReadOnlyApp } from 'cdk8s-immutable';
import { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** PostgreSQL for analysis: few connections, long parallel queries that spill. */
export class PostgresOlap extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const database = new PostgresStore(this, 'warehouse', {
      image: 'postgres:17.2@sha256:4e5d6c7b8a990f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796',
      database: 'warehouse',
      credentials: Secret.fromSecretName(this, 'credentials', 'warehouse-credentials'),
      workload: PostgresWorkload.OLAP,
      expectedData: Size.gibibytes(200),
      querySpace: Size.gibibytes(60),
      memory: Size.gibibytes(16),
    });
    const client = new ReadOnlyApp(this, 'client', {
      image: 'registry.example/client:1.0.0@sha256:6a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978879',
      memory: Size.mebibytes(128),
      replicas: 1,
    });
    database.connections.allowFrom(client);
  }
}
