import * as assert from 'assert';
import { nodeApi } from '../../images/software';
import { ok, request } from '../http';
import { Example } from './example';

export const nodeMinimal: Example = {
  images: { 'registry.example/node-api': nodeApi },
  work: async app => {
    for (const pod of app.pods) assert.equal(await ok(request(pod, 3000, '/', { method: 'POST', body: 'x'.repeat(2 ** 20) })), '1048576 bytes');
  },
  leaves: [{
    workload: 'node-minimal-api',
    durable: false,
    write: pod => pod.sh('echo kept > /tmp/file'),
    isThere: async pod => (await pod.sh('test -e /tmp/file')).code === 0,
  }],
  mutations: {
    'node-minimal-api: app /tmp taken away': { work: /500: Error: EROFS: read-only file system, open '\/tmp\/upload-/ },
    'node-minimal-api: app /tmp read-only': { work: /500: Error: EROFS/ },
    'node-minimal-api: app /tmp filled': { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "100Mi"\. / },
    'node-minimal-api: no fsGroup': { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
  },
};
