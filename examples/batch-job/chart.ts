import { Chart, Cron, Duration, Size } from 'cdk8s';
import { ReadOnlyJob } from 'cdk8s-immutable';
import type { Construct } from 'constructs';

/** A nightly batch, and the same batch once by hand. */
export class BatchJob extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const batch = {
      image: 'registry.example/batch:2.0.3@sha256:5d4c3b2a190f8e7d6c5b4a39281706f55d4c3b2a190f8e7d6c5b4a39281706f5',
      memory: Size.mebibytes(512),
      // 200Mi + 3 x 300Mi + 50Mi: this sizes /work.
      batch: { largestInput: Size.mebibytes(200), largestIntermediate: Size.mebibytes(300), output: Size.mebibytes(50) },
      args: ['--workdir', '/work'],
      deadline: Duration.hours(4),
    };
    new ReadOnlyJob(this, 'nightly', { ...batch, schedule: Cron.schedule({ hour: '2', minute: '30' }), timeZone: 'Europe/Paris' });
    new ReadOnlyJob(this, 'backfill', batch);
  }
}
