import { Chart, Size } from 'cdk8s';
import { ReadOnlyApp } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** The least that can be said: image, port and memory. */
export class NodeMinimal extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ReadOnlyApp(this, 'api', {
      image: 'registry.example/node-api:3.2.1@sha256:3c9d1f7b5a2e4860c1d3f5a7b9e8d6c4a2f0e1d3c5b7a9f8e6d4c2b0a1f3e5d7',
      port: 3000,
      memory: Size.mebibytes(256),
    });
  }
}
