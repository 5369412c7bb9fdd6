/** Users, capabilities, privileges, the read-only root. */
import * as assert from 'assert';
import { parseYaml } from '../../runner/manifest';
import { Section } from '../ledger';
import { checkWith, failureOf, HARDENED, output, tinyPod } from './tiny';

const STATUS = 'grep -E "^(CapEff|CapBnd|NoNewPrivs|Seccomp):" /proc/1/status | tr -s "\\t\\n" "  "';

export async function security(section: Section): Promise<void> {
  await checkWith(section, 'a manifest that says nothing runs as root with the runtime\'s default capabilities, no filter and a writable root',
    [tinyPod('bare')], async app => {
      await app.ready();
      assert.equal(await output(app, STATUS), 'CapEff: 00000000a80425fb CapBnd: 00000000a80425fb NoNewPrivs: 0 Seccomp: 0');
      assert.equal(await output(app, 'id -u; touch /etc/x && echo written'), '0\nwritten');
      assert.equal(await output(app, 'unshare -m true && echo allowed'), 'unshare: unshare failed: Operation not permitted', 'for want of CAP_SYS_ADMIN');
    });

  await checkWith(section, 'a hardened one holds nothing and writes nowhere', [tinyPod('hard', HARDENED.pod, HARDENED.container)], async app => {
    await app.ready();
    assert.equal(await output(app, STATUS), 'CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 Seccomp: 2');
    assert.equal(await output(app, 'id'), 'uid=65532(nonroot) gid=65532(nonroot) groups=65532(nonroot)');
    for (const dir of ['/', '/etc', '/usr', '/tmp', '/var/tmp', '/home', '/run']) {
      assert.match(await output(app, `touch ${dir}/x`), /Read-only file system/);
    }
    // /dev is a file system of its own even under a read-only root; only its owner, root, could write there.
    assert.match(await output(app, 'touch /dev/x'), /Permission denied/);
    assert.equal(await output(app, 'touch /dev/shm/x && df -k /dev/shm | tail -1 | tr -s " " | cut -d" " -f2'), '65536');
  });

  await checkWith(section, 'the seccomp profile of the runtime refuses a user namespace, no profile allows it',
    parseYaml(`
      { apiVersion: v1, kind: Pod, metadata: { name: filter }, spec: { containers: [
        { name: with, image: test/base, securityContext: { runAsUser: 65532, seccompProfile: { type: RuntimeDefault } } },
        { name: without, image: test/base, securityContext: { runAsUser: 65532, seccompProfile: { type: Unconfined } } } ] } }`), async app => {
      await app.ready();
      assert.match(await output(app, 'unshare -U true', 'with'), /Operation not permitted/);
      assert.equal(await output(app, 'unshare -U true && echo allowed', 'without'), 'allowed');
    });

  await checkWith(section, 'capabilities: ALL dropped, one added back; set-user-id programs gain nothing under no-new-privileges',
    [tinyPod('caps', {}, { securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, allowPrivilegeEscalation: false } })], async app => {
      await app.ready();
      assert.equal(await output(app, STATUS), 'CapEff: 0000000000000400 CapBnd: 0000000000000400 NoNewPrivs: 1 Seccomp: 0');
      // Root without DAC_OVERRIDE is held to file permissions like anybody else.
      assert.match(await output(app, 'chown 1 /tmp'), /Operation not permitted/);
    });

  await checkWith(section, 'pod-level readOnlyRootFilesystem is no such field: dropped, and the root stays writable',
    [tinyPod('dropped', { securityContext: { readOnlyRootFilesystem: true } })], async app => {
      await app.ready();
      assert.equal(await output(app, 'touch /x && echo written'), 'written');
    });

  await checkWith(section, 'groups: runAsGroup, fsGroup and supplementalGroups; without runAsGroup that of the image\'s passwd',
    parseYaml(`
      { apiVersion: v1, kind: Pod, metadata: { name: groups }, spec: {
        securityContext: { fsGroup: 2000, supplementalGroups: [3000, 3001] }, containers: [
          { name: given, image: test/base, securityContext: { runAsUser: 999, runAsGroup: 1000 } },
          { name: passwd, image: test/base, securityContext: { runAsUser: 999 } },
          { name: unknown, image: test/base, securityContext: { runAsUser: 4711 } } ] } }`), async app => {
      await app.ready();
      assert.equal(await output(app, 'id -u; id -G', 'given'), '999\n1000 2000 3000 3001');
      assert.equal(await output(app, 'id -g', 'passwd'), '999');
      assert.equal(await output(app, 'id -g', 'unknown'), '0', 'an unknown user gets root\'s group');
    });

  const refusals: [string, object, object, RegExp][] = [
    ['an image that runs as root', { runAsNonRoot: true }, {}, /^CreateContainerConfigError: container has runAsNonRoot and image will run as root \(pod: "no_default\(.+\)", container: main\)$/],
    ['runAsUser 0', { runAsNonRoot: true, runAsUser: 0 }, {}, /container's runAsUser breaks non-root policy/],
    ['an image whose user is a name', { runAsNonRoot: true }, { image: 'test/named' }, /image has non-numeric user \(nonroot\), cannot verify user is non-root/],
  ];
  for (const [title, pod, container, message] of refusals) {
    await checkWith(section, `runAsNonRoot refuses ${title}`, [tinyPod('no', { securityContext: pod }, container)], async app => {
      assert.match((await failureOf(app)).message, message);
    });
  }
  await checkWith(section, 'runAsNonRoot takes an image with a number', [tinyPod('yes', { securityContext: { runAsNonRoot: true } }, { image: 'test/numeric' })],
    async app => { await app.ready(); });

  for (const [image, fine] of [['test/base@sha256:abc123...', false], ['test/base:1@sha256:' + 'a'.repeat(64), true], ['Test/Base', false]] as const) {
    await checkWith(section, `image "${image.slice(0, 30)}" ${fine ? 'is a name' : 'is no name'}`, [tinyPod('image', {}, { image })], async app => {
      if (fine) {await app.ready();} else {
        assert.equal((await failureOf(app)).message,
          `InvalidImageName: Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`);
      }
    });
  }
}
