/** How a pod fails, in the kubelet's words: reason as in the container or pod status, message as in the event. */
export class Failure extends Error {
  constructor(readonly reason: string, readonly detail: string) {
    super(`${reason}: ${detail}`);
  }
}

/** A container that ended although it should not have, with the end of what it said. */
export function crashOf(what: string, container: { name: string; logs: string; lastExit?: { code: number; reason: string } }): Failure {
  const { code, reason } = container.lastExit!;
  return new Failure(reason, `${what} ${container.name} exited ${code}: ${container.logs.trim().split('\n').slice(-60).join('\n')}`);
}
