/**
 * Probes. Waiting is what costs time here, so a probe is asked early and often: its first successes count as soon
 * as they happen, its failures only from the moment on at which the kubelet would have counted enough of them.
 */
import * as http from 'http';
import * as net from 'net';
import { Container } from './container';
import { Json } from './manifest';

const HASTE_MS = 100;
/** Entering a container costs much more than a connection. */
const EXEC_HASTE_MS = 300;

export type Verdict = 'success' | 'failure' | 'gone';

/** Asks until the probe succeeds often enough, or fails for as long as the manifest allows. */
export async function waitForProbe(probe: Json, container: Container, ip: () => string, giveUp: () => boolean): Promise<Verdict> {
  const life = container.restarts;
  const patience = ((probe.initialDelaySeconds ?? 0) + (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10)) * 1000;
  const began = Date.now();
  let successes = 0;
  for (;;) {
    if (!container.running || container.restarts !== life || giveUp()) return 'gone';
    if (await ask(probe, container, ip())) {
      successes++;
      if (successes >= (probe.successThreshold ?? 1)) return 'success';
    } else {
      successes = 0;
      if (Date.now() - began > patience) return 'failure';
    }
    await new Promise(resolve => setTimeout(resolve, probe.exec ? EXEC_HASTE_MS : HASTE_MS));
  }
}

/** Watches a liveness or readiness probe at the manifest's own pace, calling back at each change. */
export async function watchProbe(probe: Json, container: Container, ip: () => string, onChange: (healthy: boolean) => void): Promise<void> {
  const life = container.restarts;
  const alive = () => container.running && container.restarts === life && !container.stopping;
  const pause = async (seconds: number) => {
    for (const end = Date.now() + seconds * 1000; alive() && Date.now() < end;) await new Promise(resolve => setTimeout(resolve, HASTE_MS).unref());
  };
  await pause(probe.initialDelaySeconds ?? 0);
  let failures = 0;
  while (alive()) {
    if (await ask(probe, container, ip())) {
      if (failures >= (probe.failureThreshold ?? 3)) onChange(true);
      failures = 0;
    } else if (alive() && ++failures === (probe.failureThreshold ?? 3)) {
      onChange(false);
    }
    await pause(probe.periodSeconds ?? 10);
  }
}

export async function ask(probe: Json, container: Container, ip: string): Promise<boolean> {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  if (probe.exec) return (await container.exec(probe.exec.command, { timeoutMs })).code === 0;
  if (probe.tcpSocket) return connects(probe.tcpSocket.host ?? ip, portOf(probe.tcpSocket.port, container), timeoutMs);
  if (probe.httpGet) return answers(probe.httpGet, ip, portOf(probe.httpGet.port, container), timeoutMs);
  throw new Error('a probe without exec, tcpSocket or httpGet');
}

function portOf(port: number | string, container: Container): number {
  if (typeof port === 'number') return port;
  return container.spec.ports?.find((one: Json) => one.name === port)?.containerPort;
}

function connects(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect({ host, port, timeout: timeoutMs });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
  });
}

function answers(get: Json, ip: string, port: number, timeoutMs: number): Promise<boolean> {
  const headers = Object.fromEntries((get.httpHeaders ?? []).map((header: Json) => [header.name, header.value]));
  return new Promise(resolve => {
    const request = http.get({ host: get.host ?? ip, port, path: get.path ?? '/', headers: { 'User-Agent': 'kube-probe', ...headers }, timeout: timeoutMs, agent: false },
      response => {
        response.resume();
        resolve(response.statusCode! >= 200 && response.statusCode! < 400);
      });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
  });
}
