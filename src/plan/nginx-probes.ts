import type { ProbesPlan } from './plan';

/** By the health endpoint where there is one. Liveness needs it: the port of a proxy that hangs is still open. */
export function nginxProbes(port: number, healthPath?: string): ProbesPlan {
  const handler = healthPath === undefined ? { port } : { port, path: healthPath };
  return {
    startup: { handler, period: 2, timeout: 3, failures: 30 },
    readiness: { handler, period: 5, timeout: 3, failures: 3 },
    liveness: healthPath === undefined ? undefined : { handler, period: 10, timeout: 3, failures: 3 },
  };
}
