import { Chart, Duration, Size } from 'cdk8s';
import { KafkaBroker, ReadOnlyApp } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** The guide's Kafka: 100GB a day, kept for 7 days, on one broker. */
export class KafkaSingle extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const events = new KafkaBroker(this, 'events', {
      image: 'cleanstart/kafka:3.5-prod@sha256:2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a',
      cpu: 1,
      memory: Size.gibibytes(4),
      dailyThroughput: Size.gibibytes(100),
      retention: Duration.days(7),
    });
    const collector = new ReadOnlyApp(this, 'collector', {
      image: 'registry.example/collector:1.0.0@sha256:3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b',
      port: 8080,
      memory: Size.mebibytes(256),
      env: { BOOTSTRAP_SERVERS: events.bootstrapServers },
    });
    events.connections.allowFrom(collector);
  }
}
