import * as assert from 'assert';
import { api, nginx } from '../../images/software';
import { ok, request } from '../http';
import { Example } from './example';

const HARMLESS = { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' };

export const nginxCache: Example = {
  images: { 'cleanstart/nginx': nginx, 'registry.example/api': api },
  together: true,
  work: async app => {
    for (const pod of app.podsOf('nginx-cache-proxy')) {
      const page = `/page-${Date.now()}`;
      const first = await ok(request(pod, 8080, page));
      assert.match(first, /^page \d+$/);
      // The second answer is the first one, out of the cache on disk.
      assert.equal(await ok(request(pod, 8080, page)), first);
      // Larger than its buffers: the body goes through client_temp here and through /tmp there.
      assert.equal(await ok(request(pod, 8080, '/upload', { method: 'POST', body: Buffer.alloc(15 * 2 ** 20) })), '15728640 bytes');
      assert.equal((await request(pod, 8080, '/upload', { method: 'POST', body: Buffer.alloc(21 * 2 ** 20) }).catch(() => ({ status: 413 }))).status, 413);
    }
  },
  leaves: [{
    workload: 'nginx-cache-proxy',
    durable: false,
    write: pod => ok(request(pod, 8080, '/kept')),
    isThere: async pod => (await pod.sh('grep -rl /kept /var/cache/nginx/responses')).code === 0,
  }],
  mutations: {
    'nginx-cache-api: app /tmp taken away': { work: /500: Error: EROFS: read-only file system, open '\/tmp\/upload-/ },
    'nginx-cache-api: app /tmp read-only': { work: /500: Error: EROFS/ },
    'nginx-cache-api: app /tmp filled': { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "100Mi"\. / },
    'nginx-cache-api: no fsGroup': HARMLESS,
    'nginx-cache-proxy: proxy /etc/nginx-immutable taken away': { fails: /\[emerg\] .*open\(\) "\/etc\/nginx-immutable\/nginx\.conf" failed \(2: No such file or directory\)/ },
    'nginx-cache-proxy: proxy /var/cache/nginx taken away': { fails: /\[emerg\] .*mkdir\(\) "\/var\/cache\/nginx\/\w+" failed \(30: Read-only file system\)/ },
    'nginx-cache-proxy: proxy /var/cache/nginx read-only': { fails: /\[emerg\] .*mkdir\(\) "\/var\/cache\/nginx\/\w+" failed \(30: Read-only file system\)/ },
    'nginx-cache-proxy: proxy /var/cache/nginx filled': { fails: /Evicted: Usage of EmptyDir volume "var-cache-nginx" exceeds the limit "7Gi"\. / },
    'nginx-cache-proxy: proxy /var/run/nginx taken away': { fails: /\[emerg\] .*open\(\) "\/var\/run\/nginx\/nginx\.pid" failed \(2: No such file or directory\)/ },
    'nginx-cache-proxy: proxy /var/run/nginx read-only': { fails: /\[emerg\] .*open\(\) "\/var\/run\/nginx\/nginx\.pid" failed \(30: Read-only file system\)/ },
    'nginx-cache-proxy: proxy /var/run/nginx filled': { fails: /Evicted: Usage of EmptyDir volume "var-run-nginx" exceeds the limit "10Mi"\. / },
    'nginx-cache-proxy: no fsGroup': HARMLESS,
  },
};
