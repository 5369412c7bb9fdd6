import { Chart, Duration, Size } from 'cdk8s';
import { ImageFamily, ReadOnlyApp, StoragePurpose } from 'cdk8s-immutable';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** A Spring Boot application with uploads, signing keys in memory, configuration and credentials as files. */
export class JavaSpring extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new ConfigMap(this, 'config', {
      metadata: { name: 'orders-config' },
      data: { 'application.yaml': 'server:\n  shutdown: graceful\n' },
    });
    const orders = new ReadOnlyApp(this, 'orders', {
      image: 'registry.example/orders:7.4.0@sha256:9b8a7c6d5e4f30211203f4e5d6c7b8a99b8a7c6d5e4f30211203f4e5d6c7b8a9',
      imageFamily: ImageFamily.SPRING_BOOT,
      port: 8080,
      memory: Size.mebibytes(768),
      // 100MB + 40 x 10MB + 15% of what the keys leave of the memory: this sizes /tmp, where uploads are spooled.
      load: { maxConcurrentRequests: 40 },
      env: { SPRING_CONFIG_ADDITIONAL_LOCATION: 'file:/etc/orders/' },
      files: [
        { path: '/etc/orders', configMap: config },
        { path: '/run/secrets/database', secret: Secret.fromSecretName(this, 'database', 'orders-database') },
      ],
      writablePaths: [{ path: '/run/keys', purpose: StoragePurpose.TEMPORARY_KEYS }],
      health: { readyPath: '/actuator/health/readiness', livePath: '/actuator/health/liveness', startTimeout: Duration.minutes(3) },
      terminationGracePeriod: Duration.seconds(45),
    });
    orders.exposeViaService({ port: 80 });
  }
}
