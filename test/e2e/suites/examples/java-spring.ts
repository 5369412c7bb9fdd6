import * as assert from 'assert';
import { orders } from '../../images/software';
import { parseYaml } from '../../runner/manifest';
import { ok, request } from '../http';
import { Example } from './example';

export const javaSpring: Example = {
  given: parseYaml('{ apiVersion: v1, kind: Secret, metadata: { name: orders-database }, stringData: { username: orders, password: secret } }'),
  images: { 'registry.example/orders': orders },
  patienceMs: 60_000,
  work: async app => {
    for (const pod of app.pods) {
      assert.match(await ok(request(pod, 8080, '/config')), /shutdown: graceful/);
      assert.equal(await ok(request(pod, 8080, '/user')), 'orders');
      assert.equal(await ok(request(pod, 8080, '/upload', { method: 'POST', body: 'x'.repeat(2 ** 20) })), '1048576 bytes');
      // 58.8 % of 768Mi, as JAVA_TOOL_OPTIONS says: the JVM sees the container's limit, not the machine's memory.
      const heap = Number(/heap of (\d+) MiB/.exec(pod.logs())?.[1]);
      assert.ok(heap > 420 && heap < 460, `heap of ${heap} MiB`);
      assert.doesNotMatch((await pod.sh('ls /tmp')).stdout, /hsperfdata/);
    }
  },
  leaves: [{
    workload: 'java-spring-orders',
    durable: false,
    write: pod => pod.sh('echo kept > /run/keys/other; echo kept > /tmp/other'),
    isThere: async pod => (await pod.sh('test -e /run/keys/other || test -e /tmp/other')).code === 0,
  }],
  mutations: {
    'java-spring-orders: app /etc/orders taken away': { fails: /NoSuchFileException: \/etc\/orders\/application\.yaml/ },
    'java-spring-orders: app /run/secrets/database taken away': { fails: /NoSuchFileException: \/run\/secrets\/database\/username/ },
    'java-spring-orders: app /run/keys taken away': { fails: /NoSuchFileException: \/run\/keys\/signing/ },
    'java-spring-orders: app /run/keys read-only': { fails: /FileSystemException: \/run\/keys\/signing: Read-only file system/ },
    'java-spring-orders: app /run/keys filled': { full: true },
    'java-spring-orders: run-keys shrunk to 4Ki': { harmless: 'one key of a few bytes fits in a page' },
    'java-spring-orders: app /tmp taken away': { work: /500: java\.nio\.file\.FileSystemException: \/tmp\/upload.*: Read-only file system/ },
    'java-spring-orders: app /tmp read-only': { work: /500: java\.nio\.file\.FileSystemException: \/tmp\/upload.*: Read-only file system/ },
    'java-spring-orders: app /tmp filled': { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "590Mi"\. / },
    'java-spring-orders: no fsGroup': { harmless: 'emptyDirs are writable and Secrets readable for everybody by default; fsGroup matters for claims' },
  },
};
