import * as assert from 'assert';
import { redis as server, redisClient } from '../../images/software';
import { App } from '../../runner/cluster';
import { parseYaml } from '../../runner/manifest';
import { redis } from '../servers';
import { Example } from './example';
import { clientMutations } from './postgres';

const images = { 'cleanstart/redis': server, 'registry.example/client': redisClient };
const NO_ENV = '';
const AUTH = 'REDISCLI_AUTH=not-a-secret';

/** Written in the store, read by another pod through the Service; a mutation of one leaves the other out. */
async function setAndGet(app: App, store: string, client: string, environment: string): Promise<void> {
  const [pod] = app.podsOf(store);
  const [other] = app.podsOf(client);
  if (pod) assert.equal(await redis(pod, environment, 'set', 'colour', 'red'), 'OK');
  if (pod && other) assert.equal(await redis(other, environment, '-h', store, 'get', 'colour'), 'red');
}

export const redisCache: Example = {
  images,
  work: app => setAndGet(app, 'redis-cache-cache', 'redis-cache-client', NO_ENV),
  leaves: [{
    workload: 'redis-cache-cache',
    durable: false,
    write: pod => redis(pod, NO_ENV, 'set', 'kept', 'yes'),
    isThere: async pod => await redis(pod, NO_ENV, 'get', 'kept') === 'yes',
  }],
  mutations: {
    'redis-cache-cache: cache /etc/redis taken away': { fails: /Fatal error, can't open config file '\/etc\/redis\/redis\.conf'/ },
    // Redis goes to its directory at start, and the image has one; nothing is written while persistence is off.
    'redis-cache-cache: cache /data taken away': { harmless: 'with persistence off nothing is written; kept for the dump that SAVE and a first replica make' },
    'redis-cache-cache: cache /data read-only': { harmless: 'with persistence off nothing is written; kept for the dump that SAVE and a first replica make' },
    'redis-cache-cache: cache /data filled': { fails: /Evicted: Usage of EmptyDir volume "data" exceeds the limit "64Mi"\. / },
    'redis-cache-cache: no fsGroup': { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
    ...clientMutations('redis-cache-client'),
  },
};

export const redisDatabase: Example = {
  given: parseYaml('{ apiVersion: v1, kind: Secret, metadata: { name: ledger-credentials }, stringData: { username: default, password: not-a-secret } }'),
  images,
  work: async app => {
    await setAndGet(app, 'redis-database-ledger', 'redis-database-client', AUTH);
    const [pod] = app.podsOf('redis-database-ledger');
    if (pod) assert.match(await redis(pod, AUTH, 'bgrewriteaof'), /rewriting started|scheduled/);
    if (pod) await assert.rejects(redis(pod, NO_ENV, 'get', 'colour'), /NOAUTH/);
  },
  leaves: [{
    workload: 'redis-database-ledger',
    durable: true,
    // Written out before the answer: the file is synced each second only, and the pod is about to be killed.
    write: pod => redis(pod, AUTH, 'set', 'kept', 'yes'),
    isThere: async pod => await redis(pod, AUTH, 'get', 'kept') === 'yes',
  }],
  mutations: {
    'redis-database-ledger: store /etc/redis taken away': { fails: /Fatal error, can't open config file '\/etc\/redis\/redis\.conf'/ },
    // Without a password it would let everybody in, so it does not start.
    'redis-database-ledger: store /run/secrets/redis taken away': { fails: /can't read \/run\/secrets\/redis\/password/ },
    'redis-database-ledger: store /data taken away': { fails: /mkdir: cannot create directory .\/data\/redis.: Read-only file system/ },
    'redis-database-ledger: store /data read-only': { fails: /mkdir: cannot create directory .\/data\/redis.: Read-only file system/ },
    'redis-database-ledger: store /data filled': { full: true },
    'redis-database-ledger: no fsGroup': { fails: /mkdir: cannot create directory .\/data\/redis.: Permission denied/ },
    ...clientMutations('redis-database-client'),
  },
};
