import * as assert from 'assert';
import { postgresql, psqlClient } from '../../images/software';
import { App } from '../../runner/cluster';
import { parseYaml } from '../../runner/manifest';
import { Prediction } from '../mutations';
import { says, sql } from '../servers';
import { Example } from './example';

interface Names { store: string; client: string; database: string; secret: string; image: string }

function example({ store, client, database, secret, image }: Names): Example {
  const server = `PGHOST=127.0.0.1 PGUSER=shop PGPASSWORD=not-a-secret PGDATABASE=${database}`;
  const ask = (app: App, query: string) => sql(app.podsOf(store)[0], server, query);
  return {
    given: parseYaml(`{ apiVersion: v1, kind: Secret, metadata: { name: ${secret} }, stringData: { username: shop, password: not-a-secret } }`),
    images: { [image]: postgresql, 'registry.example/client': psqlClient },
    work: async app => {
      if (app.podsOf(store).length === 0) return;
      await ask(app, 'CREATE TABLE IF NOT EXISTS item (id int, name text); TRUNCATE item; INSERT INTO item SELECT n, md5(n::text) FROM generate_series(1, 100000) n');
      const [other] = app.podsOf(client);
      // From another pod by the Service's name; a mutation of the store leaves the client out.
      if (other) assert.equal(await sql(other, server.replace('127.0.0.1', store), 'SELECT count(*) FROM item'), '100000');
      // Workers share a hash table in /dev/shm.
      const parallel = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET work_mem = \'4MB\'; ANALYZE item;';
      assert.equal(await ask(app, `${parallel} SELECT count(*) FROM item a JOIN item b USING (name)`), '100000');
      // Sorts that do not fit spill beside the data, not to /tmp.
      await ask(app, "SET work_mem = '64kB'; SET log_temp_files = 0; SELECT count(*) FROM (SELECT name FROM item ORDER BY name OFFSET 0) AS sorted");
      await says(app.podsOf(store)[0], /temporary file: path "base\/pgsql_tmp\//);
    },
    leaves: [{
      workload: store,
      durable: true,
      write: pod => sql(pod, server, 'CREATE TABLE kept AS SELECT 1'),
      isThere: async pod => await sql(pod, server, "SELECT to_regclass('kept')") === 'kept',
    }],
    mutations: { ...storeMutations(store), ...clientMutations(client) },
  };
}

function storeMutations(store: string): Record<string, Prediction> {
  const noData = { fails: /mkdir: cannot create directory .\/var\/lib\/postgresql\/data\/pgdata.: Read-only file system/ };
  const noLock = { fails: /FATAL: {2}could not create lock file "\/var\/run\/postgresql\/\.s\.PGSQL\.5432\.lock": Read-only file system/ };
  const noSharedMemory = /could not (open|resize) shared memory segment "\/PostgreSQL\.\d+".*(Read-only file system|No space left on device)/;
  const noNssWrapper = { harmless: 'the image\'s entrypoint writes there only for a user without a name in its /etc/passwd, and 999 has one; kept for such users and for extensions' };
  return {
    [`${store}: store /var/lib/postgresql/data taken away`]: noData,
    [`${store}: store /var/lib/postgresql/data read-only`]: noData,
    [`${store}: store /var/lib/postgresql/data filled`]: { full: true },
    [`${store}: store /var/run/postgresql taken away`]: noLock,
    [`${store}: store /var/run/postgresql read-only`]: noLock,
    [`${store}: store /var/run/postgresql filled`]: { fails: /Evicted: Usage of EmptyDir volume "var-run-postgresql" exceeds the limit "10Mi"\. / },
    [`${store}: store /etc/postgresql taken away`]: { fails: /could not access the server configuration file "\/etc\/postgresql\/postgresql\.conf": No such file or directory/ },
    [`${store}: store /run/secrets/postgresql taken away`]: { fails: /\/run\/secrets\/postgresql\/(username|password): No such file or directory/ },
    [`${store}: store /tmp taken away`]: noNssWrapper,
    [`${store}: store /tmp read-only`]: noNssWrapper,
    [`${store}: store /tmp filled`]: { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "64Mi"\. / },
    [`${store}: store /dev/shm taken away`]: { harmless: 'the runtime gives each pod 64Mi there, enough for the small join of this test; larger ones fail, as in the shrunk volume' },
    // Only because the configuration says "posix": left alone, initdb tries what works, and a database made under a read-only
    // /dev/shm writes down "sysv" and serves.
    [`${store}: store /dev/shm read-only`]: { fails: noSharedMemory },
    [`${store}: store /dev/shm filled`]: { full: true },
    [`${store}: dev-shm shrunk to 4Ki`]: { fails: noSharedMemory },
    [`${store}: no fsGroup`]: { fails: /mkdir: cannot create directory .\/var\/lib\/postgresql\/data\/pgdata.: Permission denied/ },
  };
}

export function clientMutations(client: string): Record<string, Prediction> {
  const idle = { harmless: 'this client writes nothing; programs the library knows nothing about get a /tmp because most want one' };
  return {
    [`${client}: app /tmp taken away`]: idle,
    [`${client}: app /tmp read-only`]: idle,
    [`${client}: app /tmp filled`]: { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "100Mi"\. / },
    [`${client}: no fsGroup`]: { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
  };
}

export const postgresOltp = example({
  store: 'postgres-oltp-db', client: 'postgres-oltp-client', database: 'production', secret: 'postgres-secret', image: 'cleanstart/postgresql',
});

/** PostgreSQL 15 stands for 17 here. */
export const postgresOlap: Example = {
  ...example({
    store: 'postgres-olap-warehouse', client: 'postgres-olap-client', database: 'warehouse', secret: 'warehouse-credentials', image: 'postgres',
  }),
  mutations: 'as postgres-oltp',
};
