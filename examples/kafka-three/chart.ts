import { Chart, Duration, Size } from 'cdk8s';
import { KafkaBroker, ReadOnlyApp } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** Three brokers that hold each message three times, and survive the loss of one. */
export class KafkaThree extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new KafkaBroker(this, 'orders', {
      image: 'apache/kafka:3.9.1@sha256:4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c',
      brokers: 3,
      cpu: 2,
      memory: Size.gibibytes(8),
      dailyThroughput: Size.gibibytes(20),
      retention: Duration.days(3),
      partitionsPerBroker: 60,
      keepGcLog: true,
      settings: { 'num.partitions': '12', 'auto.create.topics.enable': 'false' },
    });
    const checkout = new ReadOnlyApp(this, 'checkout', {
      image: 'registry.example/checkout:1.0.0@sha256:5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      port: 8080,
      replicas: 2,
      memory: Size.mebibytes(512),
      env: { BOOTSTRAP_SERVERS: orders.bootstrapServers },
    });
    orders.connections.allowFrom(checkout);
  }
}
