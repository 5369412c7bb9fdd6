import type { Container } from './model';
import type { ContainerPlan, ProbePlan, VariablePlan, WorkloadPlan } from '../plan/plan';
import { formatBytes, formatCores } from '../sizing/quantity';

/** Name of the port that a container listens on; Services refer to it. */
export const PORT_NAME = 'main';

/** A container as planned, bare: what hardens it are the rules. */
export function renderContainer(container: ContainerPlan, plan: WorkloadPlan, isMain: boolean): Container {
  const share = isMain ? plan.ephemeral.main : plan.ephemeral.other;
  return {
    name: container.name,
    image: container.image,
    command: container.command && [...container.command],
    args: container.args && [...container.args],
    env: filled(container.env.map(renderVariable)),
    ports: filled(renderPorts(container, isMain)),
    resources: {
      requests: { 'cpu': formatCores(container.cpu), 'memory': formatBytes(container.memory), 'ephemeral-storage': formatBytes(share.request) },
      limits: {
        ...container.cpuLimit === undefined ? {} : { cpu: formatCores(container.cpuLimit) },
        'memory': formatBytes(container.memory),
        'ephemeral-storage': formatBytes(share.limit),
      },
    },
    startupProbe: renderProbe(container.probes.startup),
    readinessProbe: renderProbe(container.probes.readiness),
    livenessProbe: renderProbe(container.probes.liveness),
    volumeMounts: filled(container.mounts.map(({ volume, path, readOnly }) => ({
      name: volume, mountPath: path, ...readOnly ? { readOnly: true } : {},
    }))),
  };
}

function renderPorts({ port, extraPorts }: ContainerPlan, isMain: boolean): { containerPort: number; name: string; protocol: string }[] {
  // Names are unique in a pod, or a Service could not tell them apart.
  const own = isMain ? PORT_NAME : `port-${port}`;
  const named = Object.entries({ ...port === undefined ? {} : { [own]: port }, ...extraPorts });
  return named.map(([portOf, containerPort]) => ({ containerPort, name: portOf, protocol: 'TCP' }));
}

function renderVariable({ name, value, from }: VariablePlan): object {
  if (from === undefined) {
    return { name, value };
  }
  if (from.kind === 'field') {
    return { name, valueFrom: { fieldRef: { fieldPath: from.path } } };
  }
  const key = from.kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef';
  return { name, valueFrom: { [key]: { name: from.name, key: from.key } } };
}

function renderProbe(probe: ProbePlan | undefined): object | undefined {
  return probe && {
    ...renderHandler(probe.handler),
    periodSeconds: probe.period,
    timeoutSeconds: probe.timeout,
    failureThreshold: probe.failures,
  };
}

function renderHandler(handler: ProbePlan['handler']): object {
  if ('command' in handler) {
    return { exec: { command: [...handler.command] } };
  }
  return 'path' in handler ? { httpGet: { path: handler.path, port: handler.port } } : { tcpSocket: { port: handler.port } };
}

/** Lists that hold nothing are left out. */
export function filled<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
