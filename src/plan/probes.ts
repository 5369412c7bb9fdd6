import type { HealthChecks } from './health-checks';
import type { ProbePlan, ProbesPlan } from './plan';
import type { Refusals } from './refusal';

const START_PERIOD = 2;
const LONGEST_START = 86_400;

/**
 * Startup and readiness by path, command, or the bare port; liveness only where the user says how a stuck
 * process is told from a busy one. Nothing is probed until it has started.
 */
export function planProbes(port: number | undefined, health: HealthChecks | undefined, refusals: Refusals): ProbesPlan {
  for (const field of ['readyPath', 'livePath'] as const) {
    const path = health?.[field];
    if (path !== undefined && !path.startsWith('/')) {
      refusals.add({ rule: 'path-absolute', so: `health.${field} "${path}" does not start with /`, why: 'so it is no path of a URL', mend: `write "/${path}"` });
    }
    if (path !== undefined && port === undefined) {
      refusals.add({ rule: 'port-stated', so: `health.${field} is given but port is not`, why: 'so there is nothing to ask', mend: 'state the port' });
    }
  }
  for (const [path, command] of [['readyPath', 'readyCommand'], ['livePath', 'liveCommand']] as const) {
    if (health?.[path] !== undefined && health[command] !== undefined) {
      refusals.add({ rule: 'one-probe', so: `health gives both ${path} and ${command}`, why: 'and a probe has one handler', mend: 'leave one out' });
    }
    if (health?.[command]?.length === 0) {
      refusals.add({ rule: 'one-probe', so: `health.${command} is empty`, why: 'so nothing is run', mend: 'name the program' });
    }
  }
  const startSeconds = health?.startTimeout?.toSeconds({ integral: false }) ?? 120;
  if (!(startSeconds > 0 && startSeconds <= LONGEST_START)) {
    refusals.add({
      rule: 'duration-positive', so: `health.startTimeout is ${startSeconds} seconds`, why: `it must be above 0 and at most ${LONGEST_START}, a day`,
      mend: 'state how long a start may take',
    });
  }
  if (refusals.any) {
    return {};
  }
  const ready = handlerOf(port, health?.readyPath, health?.readyCommand) ?? (port === undefined ? undefined : { port });
  const live = handlerOf(port, health?.livePath, health?.liveCommand);
  const start = live ?? ready;
  return {
    startup: start && { handler: start, period: START_PERIOD, timeout: 3, failures: Math.max(1, Math.ceil(startSeconds / START_PERIOD)) },
    readiness: ready && { handler: ready, period: 5, timeout: 3, failures: 3 },
    liveness: live && { handler: live, period: 10, timeout: 3, failures: 3 },
  };
}

function handlerOf(port: number | undefined, path: string | undefined, command: string[] | undefined): ProbePlan['handler'] | undefined {
  if (command !== undefined) {
    return { command };
  }
  return path === undefined || port === undefined ? undefined : { path, port };
}
