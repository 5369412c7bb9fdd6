/** How a pod fails, in the kubelet's words: reason as in the container or pod status, message as in the event. */
export class Failure extends Error {
  constructor(readonly reason: string, readonly detail: string) {
    super(`${reason}: ${detail}`);
  }
}
