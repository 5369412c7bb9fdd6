/** Several pods on one network: names, Services, replicas and what they do not share. */
import * as assert from 'assert';
import * as http from 'http';
import { nodeImages } from './node-server';
import { Cluster } from '../../runner/cluster';
import { parseYaml } from '../../runner/manifest';
import { until } from '../../runner/shell';
import { Section } from '../ledger';
import { images } from './tiny';

const MANIFESTS = parseYaml(`
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80, targetPort: http }], selector: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: store }
spec: { clusterIP: None, ports: [{ port: 8080 }], selector: { app: store } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      volumes: [{ name: tmp, emptyDir: {} }]
      containers:
        - name: main
          image: test/server
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http, httpHeaders: [{ name: X-Probe, value: "yes" }] }, periodSeconds: 1, failureThreshold: 1 }
          startupProbe: { tcpSocket: { port: 8080 } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store }
spec:
  serviceName: store
  replicas: 2
  selector: { matchLabels: { app: store } }
  template:
    metadata: { labels: { app: store } }
    spec:
      containers:
        - name: main
          image: test/server
          volumeMounts: [{ name: data, mountPath: /data }]
          readinessProbe: { tcpSocket: { port: 8080 } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 16Mi } } }
`);

export async function network(section: Section): Promise<void> {
  const cluster = await Cluster.start({ images: { ...images, ...nodeImages } });
  try {
    const app = await cluster.apply(MANIFESTS);
    if (!await section.check('http and tcp probes make a Deployment and a StatefulSet ready', async () => { await app.ready(); })) return;
    const [one, two] = app.podsOf('web');
    const [zero, first] = app.podsOf('store');
    const fetch = (url: string, from = zero) => from.exec(['node', '-e', `fetch("${url}").then(r => r.text()).then(t => console.log(t), e => console.log(e.cause.code))`]);

    await section.check('a Service relays to ready pods in turn, through its name and port', async () => {
      const answers = new Set<string>();
      for (let count = 0; count < 4; count++) answers.add((await fetch('http://web/')).stdout.trim());
      assert.deepEqual([...answers].sort(), [one.name, two.name].sort());
    });
    await section.check('an unready pod gets no traffic', async () => {
      await one.sh('touch /tmp/unready');
      assert.ok(await until(() => one.isReady ? undefined : true, 4000), 'readiness is lost');
      assert.equal((await fetch('http://web/')).stdout.trim(), two.name);
      assert.equal((await fetch('http://web/')).stdout.trim(), two.name);
    });
    await section.check('StatefulSet pods start in order and find one another by name', async () => {
      assert.deepEqual([zero.name, first.name], ['store-0', 'store-1']);
      assert.equal((await fetch('http://store-1.store:8080/')).stdout.trim(), 'store-1');
      assert.equal((await fetch('http://store-0.store.default.svc.cluster.local:8080/', first)).stdout.trim(), 'store-0');
    });
    await section.check('the node reaches a pod by its address', async () => {
      const status = await new Promise(resolve => http.get({ host: one.ip, port: 8080, path: '/' }, response => resolve(response.statusCode)));
      assert.equal(status, 200);
    });
    await section.check('nothing is there but the pods\' network', async () => {
      assert.equal((await fetch('http://192.0.2.1/')).stdout.trim(), 'ENETUNREACH');
    });
    await section.check('two replicas have separate file systems', async () => {
      await one.sh('echo mine > /tmp/file; echo mine > /file');
      assert.match((await two.sh('cat /tmp/file /file')).output, /No such file.*\n.*No such file/);
    });
    await section.check('claims are each pod\'s own and follow its name', async () => {
      await zero.sh('echo zero > /data/file');
      assert.match((await first.sh('cat /data/file')).output, /No such file/);
      await zero.kill();
      const again = app.replace(zero);
      await again.ready();
      assert.deepEqual([again.name, (await again.sh('cat /data/file')).stdout], ['store-0', 'zero\n']);
    });
  } finally {
    await cluster.close();
  }
}
