/** The OCI configuration of one container, as containerd's CRI plugin writes it. */
import { runtimeDefaultSeccomp } from './seccomp';
import { Identity } from './security';

export interface Mount { destination: string; source: string; readOnly: boolean }

export interface BundleInput {
  args: string[];
  env: Record<string, string>;
  cwd: string;
  identity: Identity;
  mounts: Mount[];
  sandboxPid: number;
  cgroup: string;
  memoryLimit: number;
  cpuLimit: number;
  cpuRequest: number;
}

const MASKED = ['/proc/acpi', '/proc/asound', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list', '/proc/timer_stats',
  '/proc/sched_debug', '/proc/scsi', '/sys/firmware'];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

export function ociConfig(input: BundleInput): object {
  const { identity } = input;
  const caps = identity.capabilities;
  const period = 100_000;
  return {
    ociVersion: '1.0.2',
    root: { path: 'rootfs', readonly: identity.readOnlyRoot },
    process: {
      user: { uid: identity.uid, gid: identity.gid, additionalGids: identity.additionalGids },
      args: input.args,
      env: Object.entries(input.env).map(([name, value]) => `${name}=${value}`),
      cwd: input.cwd,
      capabilities: { bounding: caps, effective: caps, permitted: caps },
      noNewPrivileges: identity.noNewPrivileges,
    },
    mounts: [
      mount('/proc', 'proc', 'proc', ['nosuid', 'noexec', 'nodev']),
      mount('/dev', 'tmpfs', 'tmpfs', ['nosuid', 'strictatime', 'mode=755', 'size=65536k']),
      mount('/dev/pts', 'devpts', 'devpts', ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5']),
      mount('/dev/mqueue', 'mqueue', 'mqueue', ['nosuid', 'noexec', 'nodev']),
      mount('/sys', 'sysfs', 'sysfs', ['nosuid', 'noexec', 'nodev', 'ro']),
      mount('/sys/fs/cgroup', 'cgroup', 'cgroup', ['nosuid', 'noexec', 'nodev', 'relatime', 'ro']),
      // Sorted by depth, so that a mount never hides one inside it; containerd does the same.
      ...[...input.mounts].sort((a, b) => depth(a) - depth(b))
        .map(one => mount(one.destination, 'bind', one.source, ['rbind', 'rprivate', one.readOnly ? 'ro' : 'rw'])),
    ],
    linux: {
      namespaces: [
        { type: 'pid' }, { type: 'mount' },
        ...['network', 'ipc', 'uts'].map(type => ({ type, path: `/proc/${input.sandboxPid}/ns/${type === 'network' ? 'net' : type}` })),
      ],
      cgroupsPath: input.cgroup,
      resources: {
        devices: [{ allow: false, access: 'rwm' }],
        ...Number.isFinite(input.memoryLimit) && { memory: { limit: Math.floor(input.memoryLimit) } },
        cpu: {
          shares: Math.max(2, Math.floor(input.cpuRequest * 1024)),
          ...Number.isFinite(input.cpuLimit) && { period, quota: Math.max(1000, Math.floor(input.cpuLimit * period)) },
        },
      },
      maskedPaths: MASKED,
      readonlyPaths: READ_ONLY,
      ...identity.seccomp && { seccomp: runtimeDefaultSeccomp(caps) },
    },
  };
}

function mount(destination: string, type: string, source: string, options: string[]): object {
  return { destination, type, source, options };
}

function depth(one: Mount): number {
  return one.destination.split('/').filter(Boolean).length;
}
