/** What each kind of volume is made of, who may write to it, how it ends. */
import * as assert from 'assert';
import { Json, Manifest, parseYaml } from '../../runner/manifest';
import { sleep, until } from '../../runner/shell';
import { Section } from '../ledger';
import { checkWith, failureOf, HARDENED, output, tinyPod } from './tiny';

const mounted = (volume: Json, mount: Json = {}, pod: Json = {}): Manifest =>
  tinyPod('vol', { ...HARDENED.pod, volumes: [{ name: 'v', ...volume }], ...pod }, { ...HARDENED.container, volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] });

const claim = (size: string): Manifest => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'c' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
});

const claimed = { persistentVolumeClaim: { claimName: 'c' } };

export async function volumes(section: Section): Promise<void> {
  await checkWith(section, 'emptyDir: root\'s, open to all, the fsGroup\'s with set-group-id; empty whatever the image has there',
    [mounted({ emptyDir: {} }, { mountPath: '/usr/share/base-files' })], async app => {
      await app.ready();
      assert.equal(await output(app, 'stat -c "%u:%g %a" /usr/share/base-files; ls -A /usr/share/base-files; touch /usr/share/base-files/x && echo ok'), '0:65532 2777\nok');
    });

  await checkWith(section, 'emptyDir survives a container restart, not a pod replacement', [mounted({ emptyDir: {} })], async app => {
    await app.ready();
    const [pod] = app.pods;
    await output(app, 'echo kept > /v/file');
    await pod.container().signal('KILL');
    await until(() => pod.container().restarts === 1 && pod.container().running ? true : undefined, 5000);
    assert.equal(await output(app, 'cat /v/file'), 'kept');
    await pod.kill();
    await app.replace(pod).ready();
    assert.match(await output(app, 'cat /v/file'), /No such file/);
  });

  await checkWith(section, 'the writable layer of a container does not survive its restart', [tinyPod('layer')], async app => {
    await app.ready();
    await output(app, 'echo lost > /file');
    await app.pods[0].container().signal('KILL');
    await until(() => app.pods[0].container().restarts === 1 && app.pods[0].container().running ? true : undefined, 5000);
    assert.match(await output(app, 'cat /file'), /No such file/);
  });

  await checkWith(section, 'emptyDir over its size limit: no ENOSPC, the pod is evicted', [mounted({ emptyDir: { sizeLimit: '4Mi' } })], async app => {
    await app.ready();
    assert.equal((await app.pods[0].sh('head -c 6M /dev/zero > /v/fill')).code, 0);
    const failure = await until(() => app.pods[0].failure, 5000);
    assert.equal(failure?.message, 'Evicted: Usage of EmptyDir volume "v" exceeds the limit "4Mi". ');
    await until(() => app.pods[0].container().running ? undefined : true, 3000);
    assert.equal(app.pods[0].phase, 'Failed');
  });

  const limited = { resources: { limits: { 'ephemeral-storage': '4Mi' } } };
  await checkWith(section, 'the pod\'s ephemeral-storage limit counts emptyDirs without one of their own',
    [tinyPod('pod', { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] }, { ...limited, volumeMounts: [{ name: 'v', mountPath: '/v' }] })], async app => {
      await app.ready();
      await output(app, 'head -c 6M /dev/zero > /v/fill');
      const failure = await until(() => app.pods[0].failure, 5000);
      assert.equal(failure?.message, 'Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 4Mi. ');
    });

  await checkWith(section, 'a container\'s own limit counts its writable layer and its log',
    [tinyPod('own', {
      containers: [
        { name: 'main', image: 'test/base', resources: { limits: { 'ephemeral-storage': '4Mi' } } },
        { name: 'other', image: 'test/base', resources: { limits: { 'ephemeral-storage': '1Gi' } } },
      ],
    })], async app => {
      await app.ready();
      await output(app, 'head -c 6M /dev/zero > /fill');
      const failure = await until(() => app.pods[0].failure, 5000);
      assert.equal(failure?.message, 'Evicted: Container main exceeded its local ephemeral storage limit "4Mi". ');
    });

  await checkWith(section, 'emptyDir in memory: a tmpfs of the size limit that all containers of the pod see; full is ENOSPC and no eviction',
    [tinyPod('mem', {
      volumes: [{ name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } }],
      containers: ['a', 'b'].map(name => ({ name, image: 'test/base', volumeMounts: [{ name: 'v', mountPath: '/v' }] })),
    })], async app => {
      await app.ready();
      assert.match(await output(app, 'head -c 6M /dev/zero > /v/fill', 'a'), /No space left on device/);
      assert.equal(await output(app, 'stat -fc %T /v; stat -c %s /v/fill', 'b'), 'tmpfs\n4194304');
      await sleep(500);
      assert.equal(app.pods[0].failure, undefined);
    });

  await checkWith(section, 'a memory volume without a size is as large as the pod\'s memory limit',
    [mounted({ emptyDir: { medium: 'Memory' } }, {}, {
      containers: [{ name: 'main', image: 'test/base', resources: { limits: { memory: '64Mi' } }, volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
    })], async app => {
      await app.ready();
      assert.equal(await output(app, 'df -k /v | tail -1 | tr -s " " | cut -d" " -f2'), '65536');
      // It never gets that full: the pages are charged to the writer, whose own limit is reached first.
      await app.pods[0].exec(['sh', '-c', 'head -c 80M /dev/zero > /v/fill']);
      await until(() => app.pods[0].failure ?? (app.pods[0].container().lastExit || undefined), 3000);
    });

  await checkWith(section, 'claim: ext4 with lost+found, root\'s until fsGroup opens it; survives restart and replacement',
    [claim('32Mi'), mounted(claimed)], async app => {
      await app.ready();
      assert.equal(await output(app, 'stat -c "%u:%g %a" /v; stat -fc %T /v; ls -A /v'), '0:65532 2775\next2/ext3\nlost+found');
      await output(app, 'echo kept > /v/file');
      const [pod] = app.pods;
      await pod.container().signal('KILL');
      await until(() => pod.container().restarts === 1 && pod.container().running ? true : undefined, 5000);
      assert.equal(await output(app, 'cat /v/file'), 'kept');
      await pod.kill();
      await app.replace(pod).ready();
      assert.equal(await output(app, 'cat /v/file'), 'kept');
      assert.match(await output(app, 'head -c 64M /dev/zero > /v/fill'), /No space left on device/);
    });

  await checkWith(section, 'claim without fsGroup: nobody but root writes',
    [claim('32Mi'), mounted(claimed, {}, { securityContext: { runAsUser: 65532 } })], async app => {
      await app.ready();
      assert.match(await output(app, 'stat -c "%u:%g %a" /v; touch /v/x'), /^0:0 755\n.*Permission denied/);
    });

  await checkWith(section, 'a missing claim keeps the pod from being scheduled', [mounted(claimed)], async app => {
    assert.equal((await failureOf(app)).message, 'Unschedulable: 0/1 nodes are available: persistentvolumeclaim "c" not found.');
  });

  await checkWith(section, 'read-only mount of a writable volume; two mounts of one volume differ',
    [tinyPod('ro', {
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [
        { name: 'writer', image: 'test/base', volumeMounts: [{ name: 'v', mountPath: '/v' }] },
        { name: 'reader', image: 'test/base', volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }] },
      ],
    })], async app => {
      await app.ready();
      assert.equal(await output(app, 'echo hi > /v/x && cat /v/x', 'writer'), 'hi');
      assert.match(await output(app, 'cat /v/x; echo no > /v/x', 'reader'), /^hi\n.*Read-only file system/);
    });

  await checkWith(section, 'subPath of a volume is made by the kubelet, for its group to write in but without set-group-id',
    [mounted({ emptyDir: {} }, { subPath: 'a/b' })], async app => {
      await app.ready();
      assert.equal(await output(app, 'stat -c "%u:%g %a" /v; touch /v/x && echo ok'), '0:65532 777\nok');
    });
}

const CONTENT = parseYaml(`
{ apiVersion: v1, kind: ConfigMap, metadata: { name: cm }, data: { one: "1\\n", two: "2\\n" } }
---
{ apiVersion: v1, kind: Secret, metadata: { name: sec }, data: { user: YWxpY2U= }, stringData: { pass: word } }`);

export async function content(section: Section): Promise<void> {
  await checkWith(section, 'ConfigMap: links through ..data, read-only though the mount does not say so, fsGroup may read',
    [...CONTENT, mounted({ configMap: { name: 'cm', defaultMode: 0o400 } })], async app => {
      await app.ready();
      assert.equal(await output(app, 'cat /v/one /v/two; readlink /v/one; readlink /v/..data | cut -c1-4; stat -Lc "%u:%g %a" /v/one'), '1\n2\n..data/one\n..20\n0:65532 440');
      assert.match(await output(app, 'touch /v/x; echo 3 > /v/one'), /Read-only file system\n.*Read-only file system/);
    });

  await checkWith(section, 'items, a single file by subPath, and a Secret in memory',
    [...CONTENT, tinyPod('items', {
      volumes: [{ name: 'c', configMap: { name: 'cm', items: [{ key: 'two', path: 'deep/zwei', mode: 0o444 }] } }, { name: 's', secret: { secretName: 'sec' } }],
    }, { volumeMounts: [{ name: 'c', mountPath: '/c' }, { name: 'c', mountPath: '/etc/zwei', subPath: 'deep/zwei' }, { name: 's', mountPath: '/s' }] })], async app => {
      await app.ready();
      assert.equal(await output(app, 'cat /c/deep/zwei /etc/zwei; ls /c; cat /s/user /s/pass; echo; stat -fc %T /s; stat -Lc %a /s/user'), '2\n2\ndeep\naliceword\ntmpfs\n644');
      assert.match(await output(app, 'touch /s/x; echo 3 > /etc/zwei'), /Read-only file system\n.*Read-only file system/);
    });

  await checkWith(section, 'projected: several sources in one directory, the pod\'s own facts among them',
    [...CONTENT, mounted({
      projected: {
        sources: [{ configMap: { name: 'cm', items: [{ key: 'one', path: 'one' }] } }, { secret: { name: 'sec' } },
          { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }],
      },
    })], async app => {
      await app.ready();
      assert.equal(await output(app, 'ls /v; cat /v/name'), 'name\none\npass\nuser\nvol');
    });

  await checkWith(section, 'the service account\'s token comes unasked, unless refused', [tinyPod('token', { automountServiceAccountToken: undefined })], async app => {
    await app.ready();
    assert.equal(await output(app, 'ls /run/secrets/kubernetes.io/serviceaccount'), 'namespace\ntoken');
  });

  await checkWith(section, 'a missing ConfigMap holds the pod back before its image is looked at',
    [mounted({ configMap: { name: 'cm' } }, {}, { containers: [{ name: 'main', image: 'No Image' }] })], async app => {
      assert.equal((await failureOf(app)).message, 'FailedMount: MountVolume.SetUp failed for volume "v" : configmap "cm" not found');
    });
  await checkWith(section, 'a missing optional one does not', [mounted({ configMap: { name: 'cm', optional: true } })], async app => {
    await app.ready();
    assert.equal(await output(app, 'ls /v'), '');
  });
}
