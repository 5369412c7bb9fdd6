// The Pod Security Standard "restricted", translated row by row from the published standard (it contains "baseline").
// Numbers beside a row or a value are the Kubernetes minors since which it holds.
import { Judge, KubernetesVersion } from './judge';
import { containersOf, PlacedContainer, PodTemplate, podTemplate } from './pod-templates';
import { entries, list, placed, Wire } from './wire';

interface Check {
  readonly name: string;
  readonly since?: number;
  /** Faults of the pod itself. */
  readonly pod?: (spec: Wire, template: PodTemplate, minor: number) => Iterable<unknown>;
  /** Faults of one container of any list. */
  readonly container?: (container: Wire, spec: Wire) => Iterable<unknown>;
  /** What user namespaces (from 1.35) or Windows make needless. */
  readonly exempt?: (spec: Wire, minor: number) => boolean;
}

const windows = (spec: Wire) => spec.os?.name === 'windows';
const userNamespace = (spec: Wire, minor: number) => minor >= 35 && spec.hostUsers === false;

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];
const APP_ARMOR = [undefined, 'RuntimeDefault', 'Localhost'];
const APP_ARMOR_ANNOTATION = /^(runtime\/default|localhost\/.*)?$/;
const SECCOMP = ['RuntimeDefault', 'Localhost'];
const SELINUX_TYPES = new Map(Object.entries({ '': 0, 'container_t': 0, 'container_init_t': 0, 'container_kvm_t': 0, 'container_engine_t': 31 }));
const SYSCTLS = new Map(Object.entries({
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_notsent_lowat': 37,
}));

/** Yields what is wrong when `wrong` holds. */
function* when(wrong: boolean, value: unknown): Generator<unknown> {
  if (wrong) {
    yield value;
  }
}

function contextsOf(spec: Wire, template: PodTemplate): Wire[] {
  return [spec.securityContext, ...containersOf(template).map(({ container }) => container.securityContext)].filter(Boolean);
}

/** Fields that a pod may set for all its containers and each container may set for itself. */
function required(read: (context: Wire) => unknown, allowed: readonly unknown[]): Pick<Check, 'pod' | 'container'> {
  return {
    pod: (spec) => when(read(spec.securityContext) !== undefined && !allowed.includes(read(spec.securityContext)), read(spec.securityContext)),
    container: (container, spec) => {
      const own = read(container.securityContext);
      return when(!allowed.includes(own === undefined ? read(spec.securityContext) : own), own);
    },
  };
}

function hostsOf(container: Wire): string[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return handlers.flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host]).filter(Boolean);
}

const CHECKS: readonly Check[] = [
  {
    name: 'hostProcess must not be true',
    pod: (spec, template) => contextsOf(spec, template).map((context) => context.windowsOptions?.hostProcess).filter((value) => value === true),
  },
  { name: 'host namespaces must not be shared', pod: (spec) => ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true) },
  { name: 'privileged must not be true', container: ({ securityContext }) => when(securityContext?.privileged === true, true) },
  { name: 'hostPort must not be set', container: ({ ports }) => list(ports).map((port) => port?.hostPort).filter(Boolean) },
  { name: 'probe and lifecycle hosts must not be set', since: 34, container: hostsOf },
  {
    name: 'appArmorProfile must be RuntimeDefault or Localhost',
    pod: (spec, template) => [
      ...contextsOf(spec, template).map((context) => context.appArmorProfile?.type).filter((type) => !APP_ARMOR.includes(type)),
      ...entries(template.metadata?.annotations)
        .filter(([key, value]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/') && !APP_ARMOR_ANNOTATION.test(value))
        .map(([, value]) => value),
    ],
  },
  {
    name: 'seLinuxOptions must keep a container type and no user or role',
    pod: (spec, template, minor) => contextsOf(spec, template).flatMap(({ seLinuxOptions: options }) => [
      ...when((SELINUX_TYPES.get(options?.type ?? '') ?? Infinity) > minor, options?.type),
      ...when(Boolean(options?.user), options?.user),
      ...when(Boolean(options?.role), options?.role),
    ]),
  },
  {
    name: 'procMount must be Default',
    container: ({ securityContext }) => when((securityContext?.procMount ?? 'Default') !== 'Default', securityContext?.procMount),
  },
  {
    name: 'sysctls must be safe ones',
    pod: (spec, _, minor) =>
      list(spec.securityContext?.sysctls).map((sysctl) => sysctl?.name).filter((name) => (SYSCTLS.get(name) ?? Infinity) > minor),
  },
  {
    name: `volumes must be one of ${VOLUMES.join(', ')}`,
    // A volume without a source becomes an emptyDir before the standard sees it.
    pod: (spec) => placed(spec.volumes, '').filter(([{ name, ...source }]) => Object.keys(source).some((type) => !VOLUMES.includes(type))).map(([{ name }]) => name),
  },
  {
    name: 'allowPrivilegeEscalation must be false',
    exempt: windows,
    container: ({ securityContext }) => when(securityContext?.allowPrivilegeEscalation !== false, securityContext?.allowPrivilegeEscalation),
  },
  { name: 'runAsNonRoot must be true', exempt: userNamespace, ...required((context) => context?.runAsNonRoot, [true]) },
  {
    name: 'runAsUser must not be 0',
    exempt: userNamespace,
    pod: (spec, template) => contextsOf(spec, template).map((context) => context.runAsUser).filter((user) => user === 0),
  },
  {
    name: 'seccompProfile must not be Unconfined',
    pod: (spec, template) => contextsOf(spec, template).map((context) => context.seccompProfile?.type).filter((type) => type === 'Unconfined'),
  },
  { name: 'seccompProfile must be RuntimeDefault or Localhost', exempt: windows, ...required((context) => context?.seccompProfile?.type, SECCOMP) },
  {
    name: 'capabilities must drop ALL',
    exempt: windows,
    container: ({ securityContext }) => when(!list(securityContext?.capabilities?.drop).includes('ALL'), securityContext?.capabilities?.drop),
  },
  {
    name: 'capabilities may add only NET_BIND_SERVICE',
    exempt: windows,
    container: ({ securityContext }) => list(securityContext?.capabilities?.add).filter((capability) => capability !== 'NET_BIND_SERVICE'),
  },
];

export function podSecurity(version: KubernetesVersion): Judge {
  const minor = version === '1.28' ? 28 : 36;
  return (manifest) => {
    const template = podTemplate(manifest);
    const spec = template?.spec;
    if (!template || !spec) {
      return [];
    }
    return CHECKS.filter((check) => (check.since ?? 0) <= minor && !check.exempt?.(spec, minor)).flatMap((check) => [
      ...[...check.pod?.(spec, template, minor) ?? []].map((value) => message(check, `${template.path}/spec`, value)),
      ...containersOf(template).flatMap(({ container, path }: PlacedContainer) =>
        [...check.container?.(container, spec) ?? []].map((value) => message(check, path, value))),
    ]);
  };
}

function message(check: Check, path: string, value: unknown): string {
  return `${path}: ${check.name} (it is ${value === undefined ? 'not set' : JSON.stringify(value)})`;
}
