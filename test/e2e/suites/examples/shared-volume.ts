import * as assert from 'assert';
import { renderer, resizer, shipper } from '../../images/software';
import { until } from '../../runner/shell';
import { ok, request } from '../http';
import { Example } from './example';

export const sharedVolume: Example = {
  images: { 'registry.example/renderer': renderer, 'registry.example/shipper': shipper, 'registry.example/resizer': resizer },
  work: async app => {
    for (const pod of app.podsOf('shared-volume-renderer')) {
      const page = `page-${Date.now()}`;
      assert.equal(await ok(request(pod, 8080, `/${page}`, { method: 'PUT' })), 'rendered');
      const isShipped = await until(() => pod.logs('shipper').includes(`shipped ${page}`) || undefined, 3000);
      assert.ok(isShipped, 'the shipper sees nothing of it');
    }
    for (const pod of app.podsOf('shared-volume-resizer')) {
      const picture = `picture-${Date.now()}`;
      assert.equal(await ok(request(pod, 8080, `/${picture}`)), 'miss');
      assert.equal(await ok(request(pod, 8080, `/${picture}`)), 'hit');
    }
  },
  leaves: [{
    workload: 'shared-volume-resizer',
    durable: false,
    write: pod => ok(request(pod, 8080, '/kept')),
    isThere: async pod => (await pod.sh('test -e /var/cache/thumbnails/kept')).code === 0,
  }],
  mutations: {
    'shared-volume-renderer: app /tmp taken away': { work: /500: Error: EROFS: read-only file system, open '\/tmp\/page-/ },
    'shared-volume-renderer: app /tmp read-only': { work: /500: Error: EROFS: read-only file system, open '\/tmp\/page-/ },
    'shared-volume-renderer: app /tmp filled': { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "100Mi"\. / },
    // The directory itself is not in the image: nobody made it, and a read-only root does not let the program do so.
    'shared-volume-renderer: app /var/pages taken away': { work: /500: Error: ENOENT: no such file or directory, copyfile/ },
    'shared-volume-renderer: app /var/pages read-only': { work: /500: Error: EROFS: read-only file system, copyfile/ },
    'shared-volume-renderer: app /var/pages filled': { fails: /Evicted: Usage of EmptyDir volume "var-pages" exceeds the limit "200Mi"\. / },
    'shared-volume-renderer: shipper /var/pages taken away': { work: /the shipper sees nothing of it/ },
    'shared-volume-renderer: no fsGroup': { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
    'shared-volume-resizer: main /var/cache/thumbnails taken away': { work: /500: Error: ENOENT: no such file or directory, open '\/var\/cache\/thumbnails\// },
    'shared-volume-resizer: main /var/cache/thumbnails read-only': { work: /500: Error: EROFS/ },
    'shared-volume-resizer: main /var/cache/thumbnails filled': { fails: /Evicted: Usage of EmptyDir volume "thumbnails" exceeds the limit "500Mi"\. / },
    'shared-volume-resizer: no fsGroup': { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
  },
};
