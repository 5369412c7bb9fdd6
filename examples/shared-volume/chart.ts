import { Chart, Size } from 'cdk8s';
import { EphemeralVolume, ReadOnlyApp, StoragePurpose } from 'cdk8s-immutable';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** Two containers of one pod share a volume; a cdk8s-plus Deployment mounts one of its own. */
export class SharedVolume extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const renderer = new ReadOnlyApp(this, 'renderer', {
      image: 'registry.example/renderer:1.4.0@sha256:a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
      port: 8080,
      memory: Size.mebibytes(256),
      sidecars: [{
        name: 'shipper',
        image: 'registry.example/shipper:1.4.0@sha256:0918273645f0e1d2c3b4a5968778695a0918273645f0e1d2c3b4a5968778695a',
        memory: Size.mebibytes(64),
        tmp: false,
      }],
    });
    const pages = new EphemeralVolume(this, 'pages', { purpose: StoragePurpose.WORKING_DIRECTORY, size: Size.mebibytes(200) });
    renderer.mount('/var/pages', pages);
    renderer.mount('/var/pages', pages, { container: 'shipper', readOnly: true });

    // An emptyDir belongs to one pod, so the other workload gets a volume of its own.
    const thumbnails = new EphemeralVolume(this, 'thumbnails', { purpose: StoragePurpose.APP_CACHE, size: Size.mebibytes(500) });
    const resizer = new kplus.Deployment(this, 'resizer', {
      metadata: { name: 'shared-volume-resizer' },
      replicas: 1,
      securityContext: { user: 65532, group: 65532, fsGroup: 65532, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    });
    const container = resizer.addContainer({
      image: 'registry.example/resizer:0.9.0@sha256:f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f',
      portNumber: 8080,
      resources: {
        cpu: { request: kplus.Cpu.millis(250) },
        memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
        ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
      },
      securityContext: {
        user: 65532,
        group: 65532,
        capabilities: { drop: [kplus.Capability.ALL] },
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      },
    });
    container.mount('/var/cache/thumbnails', thumbnails);
  }
}
