/** One life of a container from its start on: startup probe, then liveness and readiness side by side. */
import { Container } from './container';
import { Json } from './manifest';
import { waitForProbe, watchProbe } from './probes';
import { endOf } from './termination';

/** The pod, as far as its containers' health is concerned. */
export interface Patient {
  readonly ip: string; readonly spec: Json; readonly events: string[]; readonly stopping: boolean;
  noticeReadiness(): void;
}

export async function tend(container: Container, pod: Patient): Promise<void> {
  const { startupProbe, readinessProbe, livenessProbe } = container.spec;
  const over = () => pod.stopping;
  const unhealthy = (probe: string) => restart(container, pod, probe);
  if (startupProbe && await waitForProbe(startupProbe, container, () => pod.ip, over) !== 'success') return unhealthy('startup');
  container.started = true;
  if (livenessProbe) void watchProbe(livenessProbe, container, () => pod.ip, healthy => void (!healthy && unhealthy('liveness')));
  // Readiness knows no deadline: it is asked for as long as the container runs.
  if (readinessProbe && await waitForProbe(endless(readinessProbe), container, () => pod.ip, over) !== 'success') return;
  container.ready = true;
  pod.noticeReadiness();
  if (!readinessProbe) return;
  await watchProbe(readinessProbe, container, () => pod.ip, healthy => {
    container.ready = healthy;
    pod.noticeReadiness();
  });
}

function endless(probe: Json): Json {
  return { ...probe, failureThreshold: Infinity };
}

async function restart(container: Container, pod: Patient, probe: string): Promise<void> {
  if (pod.stopping || !container.running) return;
  pod.events.push(`Container ${container.name} failed ${probe} probe, will be restarted`);
  await endOf(container, pod.ip, (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000);
}
