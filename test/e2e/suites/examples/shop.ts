import * as assert from 'assert';
import { nginx, postgresql, redis, shopApi } from '../../images/software';
import { parseYaml } from '../../runner/manifest';
import { ok, request } from '../http';
import { Example } from './example';

/** Through the proxy to the application, and from there to the database and the cache, all by Service names. */
export const shop: Example = {
  given: parseYaml('{ apiVersion: v1, kind: Secret, metadata: { name: shop-database }, stringData: { username: shop, password: not-a-secret } }'),
  images: { 'cleanstart/nginx': nginx, 'cleanstart/postgresql': postgresql, 'cleanstart/redis': redis, 'registry.example/shop-api': shopApi },
  work: async app => {
    const [proxy] = app.podsOf('shop-proxy');
    const visits: number[] = [];
    for (let count = 0; count < 3; count++) {
      const answer = await ok(request(proxy, 8080, `/?${Date.now()}-${count}`));
      visits.push(Number(/^visit :(\d+) by shop, database says N$/.exec(answer)?.[1] ?? assert.fail(answer)));
    }
    assert.deepEqual(visits, [visits[0], visits[0] + 1, visits[0] + 2], 'both replicas of the application count in one Redis');
  },
  mutations: 'as those of its parts',
};
