import { Chart, Size } from 'cdk8s';
import { PostgresStore, ReadOnlyApp } from 'cdk8s-immutable';
import { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** The guide's PostgreSQL: 25Gi of data, 4Gi of memory, many short transactions. */
export class PostgresOltp extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const database = new PostgresStore(this, 'db', {
      image: 'cleanstart/postgresql:15-prod@sha256:4e5d6c7b8a990f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796',
      database: 'production',
      credentials: Secret.fromSecretName(this, 'credentials', 'postgres-secret'),
      expectedData: Size.gibibytes(25),
      memory: Size.gibibytes(4),
    });
    const client = new ReadOnlyApp(this, 'client', {
      image: 'registry.example/client:1.0.0@sha256:6a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978879',
      memory: Size.mebibytes(128),
      replicas: 1,
    });
    database.connections.allowFrom(client);
  }
}
