/** The same five servers, mended by hand: the checks and mutations every example undergoes. */
import * as assert from 'assert';
import * as path from 'path';
import { readYaml } from '../../runner/manifest';
import { Pod } from '../../runner/pod';
import { Example } from '../examples/example';
import { ok, request } from '../http';
import { redis as ask, says, sql } from '../servers';
import { images } from './images';

export const MENDED = path.join(__dirname, '..', '..', 'fixtures', 'mended');

// By address and with the password, as a client would.
const psql = (pod: Pod, query: string) =>
  sql(pod, 'PGHOST="$(hostname -i)" PGUSER="$POSTGRES_USER" PGPASSWORD="$POSTGRES_PASSWORD" PGDATABASE="$POSTGRES_DB"', query);

const redis = (pod: Pod, ...command: string[]) => ask(pod, '', ...command);

const EMPTY_DIRS_ONLY = { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' };

const postgresql: Example = {
  images,
  work: async ({ pods: [pod] }) => {
    await psql(pod, 'CREATE TABLE IF NOT EXISTS item (id int, name text); TRUNCATE item; INSERT INTO item SELECT n, md5(n::text) FROM generate_series(1, 100000) n');
    assert.equal(await psql(pod, 'SELECT count(*) FROM item'), '100000');
    // Two workers share a hash table in /dev/shm.
    const parallel = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET work_mem = \'32MB\'; ANALYZE item;';
    assert.equal(await psql(pod, `${parallel} SELECT count(*) FROM item a JOIN item b USING (name)`), '100000');
    // Sorts that do not fit spill into the data directory, not to /tmp.
    await psql(pod, 'SET work_mem = \'64kB\'; SET log_temp_files = 0; SELECT count(*) FROM (SELECT name FROM item ORDER BY name OFFSET 0) AS sorted');
    await says(pod, /temporary file: path "base\/pgsql_tmp\//);
  },
  leaves: [{
    workload: 'postgres',
    durable: true,
    write: pod => psql(pod, 'CREATE TABLE kept AS SELECT 1'),
    isThere: async pod => await psql(pod, "SELECT to_regclass('kept')") === 'kept',
  }],
  mutations: 'as postgres-oltp',
};

const redisCache: Example = {
  images,
  work: async ({ pods }) => {
    for (const pod of pods) {
      assert.equal(await redis(pod, 'set', 'colour', 'red'), 'OK');
      assert.equal(await redis(pod, 'get', 'colour'), 'red');
    }
  },
  leaves: [{ workload: 'redis-cache', durable: false, write: pod => redis(pod, 'set', 'kept', 'yes'), isThere: async pod => await redis(pod, 'get', 'kept') === 'yes' }],
  mutations: {
    'redis-cache: redis /data taken away': { harmless: 'without persistence nothing is written; kept for the dump a SAVE or a replica would make' },
    'redis-cache: redis /data read-only': { harmless: 'without persistence nothing is written; kept for the dump a SAVE or a replica would make' },
    'redis-cache: redis /data filled': { fails: /Evicted: Usage of EmptyDir volume "data" exceeds the limit "64Mi"\. / },
    'redis-cache: no fsGroup': EMPTY_DIRS_ONLY,
  },
};

const redisDatabase: Example = {
  images,
  work: async ({ pods: [pod] }) => {
    assert.equal(await redis(pod, 'set', 'colour', 'red'), 'OK');
    assert.equal(await redis(pod, 'get', 'colour'), 'red');
    assert.match(await redis(pod, 'bgrewriteaof'), /rewriting started|scheduled/);
  },
  leaves: [{ workload: 'redis-db', durable: true, write: pod => redis(pod, 'set', 'kept', 'yes'), isThere: async pod => await redis(pod, 'get', 'kept') === 'yes' }],
  mutations: {
    'redis-db: redis /etc/redis taken away': { fails: /Fatal error, can't open config file '\/etc\/redis\/redis\.conf'/ },
    'redis-db: redis /data taken away': { fails: /Can't open or create append-only dir appendonlydir: Read-only file system/ },
    'redis-db: redis /data read-only': { fails: /Can't open or create append-only dir appendonlydir: Read-only file system/ },
    'redis-db: redis /data filled': { full: true },
    'redis-db: no fsGroup': { fails: /Can't open or create append-only dir appendonlydir: Permission denied/ },
  },
};

const nginx: Example = {
  images,
  given: readYaml(path.join(MENDED, 'python-gunicorn.yaml')),
  work: async app => {
    for (const pod of app.podsOf('nginx')) {
      assert.equal(await ok(request(pod, 8080, '/health')), 'ok');
      // Larger than its buffers: the body goes through client_temp.
      assert.equal(await ok(request(pod, 8080, '/upload', { method: 'POST', body: Buffer.alloc(8 * 2 ** 20) })), '8388608 bytes');
    }
  },
  mutations: 'as nginx-cache',
};

const pythonGunicorn: Example = {
  images,
  work: async app => {
    for (const pod of app.pods) {
      assert.equal(await ok(request(pod, 8000, '/health')), 'ok');
      assert.equal(await ok(request(pod, 8000, '/ready')), 'ok');
      assert.equal(await ok(request(pod, 8000, '/upload', { method: 'POST', body: 'x' })), '1 bytes');
    }
  },
  mutations: 'as python-gunicorn',
};

export const MENDED_EXAMPLES: Record<string, Example> = {
  'postgresql': postgresql, 'redis-cache': redisCache, 'redis-database': redisDatabase, 'nginx': nginx, 'python-gunicorn': pythonGunicorn,
};
