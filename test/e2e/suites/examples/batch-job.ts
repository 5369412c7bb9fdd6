import * as assert from 'assert';
import { Example } from './example';
import { batch } from '../../images/software';

export const batchJob: Example = {
  images: { 'registry.example/batch': batch },
  work: async app => {
    for (const pod of app.pods) {
      assert.equal(pod.phase, 'Succeeded');
      assert.match(pod.logs(), /^merged \d+ pieces into 700000 bytes$/m);
    }
  },
  mutations: Object.fromEntries(['nightly', 'backfill'].flatMap(job => [
    [`batch-job-${job}: job /work taken away`, { fails: /FileNotFoundError: \[Errno 2\] No such file or directory: '\/work\/input'/ }],
    [`batch-job-${job}: job /work read-only`, { fails: /OSError: \[Errno 30\] Read-only file system: '\/work\/input'/ }],
    [`batch-job-${job}: job /work filled`, { fails: /Evicted: Usage of EmptyDir volume "work" exceeds the limit "1152Mi"\. / }],
    [`batch-job-${job}: job /tmp filled`, { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "100Mi"\. / }],
    [`batch-job-${job}: job /tmp taken away`, { fails: /No usable temporary directory found/ }],
    [`batch-job-${job}: job /tmp read-only`, { fails: /No usable temporary directory found/ }],
    [`batch-job-${job}: no fsGroup`, { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' }],
  ])),
};
