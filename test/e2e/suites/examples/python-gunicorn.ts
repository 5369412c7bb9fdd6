import * as assert from 'assert';
import { pythonApp } from '../../images/software';
import { ok, request } from '../http';
import { Example } from './example';

export const pythonGunicorn: Example = {
  images: { 'registry.example/python-app': pythonApp },
  work: async app => {
    for (const pod of app.pods) {
      assert.equal(await ok(request(pod, 8000, '/health')), 'ok');
      assert.equal(await ok(request(pod, 8000, '/upload', { method: 'POST', body: 'x'.repeat(2 ** 20) })), '1048576 bytes');
      assert.equal(await ok(request(pod, 8000, '/cache/answer', { method: 'PUT', body: '42' })), 'cached');
      assert.equal(await ok(request(pod, 8000, '/cache/answer')), '42');
    }
  },
  leaves: [{
    workload: 'python-gunicorn-web',
    durable: false,
    write: pod => ok(request(pod, 8000, '/cache/kept', { method: 'PUT', body: 'x' })),
    isThere: async pod => (await request(pod, 8000, '/cache/kept')).status === 200,
  }],
  mutations: {
    'python-gunicorn-web: app /app/cache taken away': { fails: /Read-only file system: '\/app\/cache\/templates'/ },
    'python-gunicorn-web: app /app/cache read-only': { fails: /Read-only file system: '\/app\/cache\/templates'/ },
    'python-gunicorn-web: app /app/cache filled': { fails: /Evicted: Usage of EmptyDir volume "app-cache" exceeds the limit "500Mi"\. / },
    // It starts: gunicorn keeps its workers' heartbeats in /dev/shm, as the manifest tells it to.
    'python-gunicorn-web: app /tmp taken away': { work: /500: FileNotFoundError: \[Errno 2\] No usable temporary directory found/ },
    'python-gunicorn-web: app /tmp read-only': { work: /500: FileNotFoundError: \[Errno 2\] No usable temporary directory found/ },
    'python-gunicorn-web: app /tmp filled': { fails: /Evicted: Usage of EmptyDir volume "tmp" exceeds the limit "1Gi"\. / },
    'python-gunicorn-web: no fsGroup': { harmless: 'the kubelet makes an emptyDir writable for everybody; fsGroup matters for claims' },
  },
};
