import { app, catches, Fault, init, pod } from './fault-table';
import { broken, goodManifests } from './good-manifests';
import { podSecurity } from './pod-security';

const oldest = podSecurity('1.28');
const newest = podSecurity('newest');

test.each(goodManifests().map((manifest) => [manifest.kind, manifest]))('accepts a good %s', (_, manifest) => {
  expect(oldest(manifest)).toEqual([]);
  expect(newest(manifest)).toEqual([]);
});

const faults: Fault[] = [
  ['a host process of the pod', 'Deployment', (m) => { pod(m).securityContext.windowsOptions = { hostProcess: true }; }, /hostProcess/],
  ['a host process of a container', 'Deployment', (m) => { app(m).securityContext.windowsOptions = { hostProcess: true }; }, /hostProcess/],
  ['hostNetwork', 'Deployment', (m) => { pod(m).hostNetwork = true; }, /host namespaces .*hostNetwork/],
  ['hostPID', 'Job', (m) => { pod(m).hostPID = true; }, /host namespaces .*hostPID/],
  ['hostIPC', 'CronJob', (m) => { pod(m).hostIPC = true; }, /^\/spec\/jobTemplate\/spec\/template\/spec: host namespaces .*hostIPC/],
  ['a privileged container', 'Deployment', (m) => { app(m).securityContext.privileged = true; }, /containers\/0: privileged/],
  ['a privileged init container', 'StatefulSet', (m) => { init(m).securityContext.privileged = true; }, /initContainers\/0: privileged/],
  ['a host port', 'Deployment', (m) => { app(m).ports[0].hostPort = 8000; }, /hostPort/],
  ['AppArmor off', 'Deployment', (m) => { app(m).securityContext.appArmorProfile = { type: 'Unconfined' }; }, /appArmorProfile/],
  [
    'AppArmor off by annotation', 'Deployment',
    (m) => { m.spec.template.metadata.annotations['container.apparmor.security.beta.kubernetes.io/app'] = 'unconfined'; }, /appArmorProfile/,
  ],
  ['an SELinux type', 'Deployment', (m) => { pod(m).securityContext.seLinuxOptions = { type: 'spc_t' }; }, /seLinuxOptions .*spc_t/],
  ['an SELinux user', 'Deployment', (m) => { app(m).securityContext.seLinuxOptions = { user: 'system_u' }; }, /seLinuxOptions .*system_u/],
  ['an SELinux role', 'Deployment', (m) => { app(m).securityContext.seLinuxOptions = { role: 'system_r' }; }, /seLinuxOptions .*system_r/],
  ['an unmasked proc', 'Deployment', (m) => { app(m).securityContext.procMount = 'Unmasked'; }, /procMount/],
  ['an unsafe sysctl', 'Deployment', (m) => { pod(m).securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]; }, /sysctls/],
  ['a hostPath', 'Deployment', (m) => { pod(m).volumes.push({ name: 'host', hostPath: { path: '/' } }); }, /volumes must be one of .*"host"/],
  ['an NFS volume', 'Deployment', (m) => { pod(m).volumes.push({ name: 'nfs', nfs: { server: 's', path: '/' } }); }, /volumes must be one of/],
  ['escalation allowed', 'Deployment', (m) => { app(m).securityContext.allowPrivilegeEscalation = true; }, /allowPrivilegeEscalation .*true/],
  ['escalation not denied', 'CronJob', (m) => { delete init(m).securityContext.allowPrivilegeEscalation; }, /allowPrivilegeEscalation .*not set/],
  ['no context at all', 'Deployment', (m) => { delete app(m).securityContext; }, /containers\/0: allowPrivilegeEscalation/],
  ['root not forbidden', 'Deployment', (m) => { delete pod(m).securityContext.runAsNonRoot; }, /containers\/0: runAsNonRoot .*not set/],
  ['root not forbidden by the pod', 'Deployment', (m) => { pod(m).securityContext.runAsNonRoot = false; }, /template\/spec: runAsNonRoot .*false/],
  ['root not forbidden by a container', 'Deployment', (m) => { init(m).securityContext.runAsNonRoot = false; }, /initContainers\/0: runAsNonRoot/],
  ['user 0 of the pod', 'Deployment', (m) => { pod(m).securityContext.runAsUser = 0; }, /runAsUser/],
  ['user 0 of a container', 'Deployment', (m) => { app(m).securityContext.runAsUser = 0; }, /runAsUser/],
  ['no seccomp profile', 'Deployment', (m) => { delete pod(m).securityContext.seccompProfile; }, /containers\/0: seccompProfile .*not set/],
  ['seccomp off', 'Deployment', (m) => { app(m).securityContext.seccompProfile = { type: 'Unconfined' }; }, /seccompProfile .*Unconfined/],
  ['not all capabilities dropped', 'Deployment', (m) => { app(m).securityContext.capabilities.drop = ['NET_RAW']; }, /must drop ALL/],
  ['a capability added', 'Deployment', (m) => { app(m).securityContext.capabilities.add = ['SYS_TIME']; }, /NET_BIND_SERVICE .*SYS_TIME/],
  [
    'an ephemeral container without a context', 'Deployment',
    (m) => { pod(m).ephemeralContainers = [{ name: 'debug', image: 'busybox' }]; }, /ephemeralContainers\/0: capabilities must drop ALL/,
  ],
];

describe('1.28', () => catches(oldest, faults));
describe('newest', () => catches(newest, faults));

describe('what changed between the releases', () => {
  test('probe hosts are forbidden since 1.34', () => {
    const manifest = broken('Deployment', (m) => { app(m).livenessProbe.httpGet.host = '169.254.169.254'; });
    expect(oldest(manifest)).toEqual([]);
    expect(newest(manifest)).toContainEqual(expect.stringMatching(/hosts must not be set .*169/));
  });

  test('a user namespace makes root harmless since 1.35', () => {
    const manifest = broken('Deployment', (m) => {
      pod(m).hostUsers = false;
      pod(m).securityContext = { seccompProfile: { type: 'RuntimeDefault' }, runAsUser: 0 };
    });
    expect(oldest(manifest).join()).toMatch(/runAsNonRoot.*runAsUser/);
    expect(newest(manifest)).toEqual([]);
  });

  test('some sysctls and one SELinux type are younger than 1.28', () => {
    const manifest = broken('Deployment', (m) => {
      pod(m).securityContext.sysctls = [{ name: 'net.ipv4.tcp_rmem', value: '1' }, { name: 'net.ipv4.tcp_syncookies', value: '1' }];
      pod(m).securityContext.seLinuxOptions = { type: 'container_engine_t' };
    });
    expect(oldest(manifest)).toHaveLength(2);
    expect(newest(manifest)).toEqual([]);
  });
});

test('what the standard allows is accepted', () => {
  expect(oldest(broken('Deployment', (m) => {
    app(m).securityContext.capabilities.add = ['NET_BIND_SERVICE'];
    app(m).securityContext.seccompProfile = { type: 'Localhost', localhostProfile: 'app.json' };
    pod(m).volumes.push({ name: 'disk', csi: { driver: 'csi.example' } });
    // Each container may say what the pod does not.
    delete pod(m).securityContext.runAsNonRoot;
    app(m).securityContext.runAsNonRoot = true;
    init(m).securityContext.runAsNonRoot = true;
  }))).toEqual([]);
});

test('Windows pods need no Linux settings', () => {
  expect(oldest(broken('Deployment', (m) => {
    pod(m).os = { name: 'windows' };
    delete pod(m).securityContext.seccompProfile;
    delete app(m).securityContext;
    delete init(m).securityContext;
  }))).toEqual([]);
});
