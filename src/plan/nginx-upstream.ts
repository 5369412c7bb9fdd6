import type { Refusals } from './refusal';

/** Whom a proxy asks. */
export interface NginxUpstream {
  readonly secure: boolean;
  /** Host name or address, in brackets where it is one of IPv6. */
  readonly host: string;
  readonly port: number;
}

/** What a proxy serves: the upstream, or undefined where the user's own files say it. */
export function readSource(upstream: string | undefined, ownFiles: boolean, refusals: Refusals): NginxUpstream | undefined {
  if (upstream === undefined && !ownFiles) {
    refusals.add({
      rule: 'one-source', so: 'neither upstream nor config is stated', why: 'so there is nothing to serve', mend: 'state one, e.g. upstream: "http://shop-api:8000"',
    });
  }
  if (upstream !== undefined && ownFiles) {
    refusals.add({ rule: 'one-source', so: 'both upstream and config are stated', why: 'and each says what is served', mend: 'leave one out' });
  }
  return upstream === undefined ? undefined : readUpstream(upstream, refusals);
}

/** Reads `http://shop-api:8000`. Undefined when refused. */
function readUpstream(given: string, refusals: Refusals): NginxUpstream | undefined {
  const match = /^(https?):\/\/([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/?$/.exec(String(given));
  const secure = match?.[1] === 'https';
  const port = match?.[3] === undefined ? secure ? 443 : 80 : Number(match[3]);
  if (match === null || port < 1 || port > 65535) {
    refusals.add({
      rule: 'upstream-url', so: `upstream is ${JSON.stringify(given)}`, why: 'it must be a scheme, a host and a port, without a path',
      mend: 'write it like http://shop-api:8000, or write a server of your own in config',
    });
    return undefined;
  }
  return { secure, host: match[2], port };
}
