/** Ending one container: preStop, the stop signal, the rest of the grace, SIGKILL. */
import { Container } from './container';
import { ask } from './probes';
import { sleep, until } from './shell';

export async function endOf(container: Container, ip: string, graceMs: number, withPreStop = true): Promise<void> {
  container.stopping = true;
  const end = Date.now() + graceMs;
  const left = () => Math.max(0, end - Date.now());
  const preStop = container.spec.lifecycle?.preStop;
  if (preStop && withPreStop && graceMs > 0) {
    if (preStop.exec) await container.exec(preStop.exec.command, { timeoutMs: left() });
    if (preStop.httpGet) await ask(preStop, container, ip);
    if (preStop.sleep) await sleep(Math.min(left(), preStop.sleep.seconds * 1000));
  }
  if (left() > 0) {
    await container.terminate();
    await until(() => container.running ? undefined : true, left(), 5);
  }
  while (container.running) {
    await container.signal('KILL');
    await until(() => container.running ? undefined : true, 500, 5);
  }
  container.stopping = false;
}
