/** A server's answer in a few words that stay the same from one minor version to the next where the meaning does. */
import type { Answer } from './client';

export const ACCEPTED = 'accepted';

export function isAccepted(verdict: string): boolean {
  return verdict.startsWith(ACCEPTED);
}

export function verdictOf(answer: Answer): string {
  const message = messageOf(answer);
  if (answer.status < 300) {
    // Pod Security warns of workloads and refuses their pods: the refusal is the verdict.
    const warnings = answer.warnings.filter((warning) => !warning.includes('would violate PodSecurity'));
    return warnings.length > 0 ? `${ACCEPTED}, warning: ${warnings.join('; ')}` : ACCEPTED;
  }
  const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, field]) => field);
  if (unknown.length > 0) return `unknown field: ${unique(unknown).join(', ')}`;
  const security = /violates PodSecurity "[^"]+": (.*)$/s.exec(message)?.[1];
  if (security !== undefined) return `Pod Security: ${withoutBrackets(security)}`;
  const causes: { field?: string; reason?: string }[] = answer.body?.details?.causes ?? [];
  if (answer.body?.reason === 'Invalid' && causes.length > 0) {
    return `invalid: ${unique(causes.map(({ field, reason }) => `${field} ${reason}`)).join(', ')}`;
  }
  return `refused: ${message}`;
}

/** The server's own words, without the prefixes that every such message has. */
export function messageOf(answer: Answer): string {
  return String(answer.body?.message ?? answer.body).replace(/^.*?strict decoding error: /s, '').trim();
}

/** `hostPath volumes (volume "x"), runAsNonRoot != true (...)` without what stands in the brackets, which may nest. */
function withoutBrackets(checks: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of checks) {
    if (letter === ')') depth--;
    else if (letter === '(') depth++;
    else if (depth === 0) kept += letter;
  }
  return kept.replace(/\s+,/g, ',').trim();
}

function unique(list: string[]): string[] {
  return [...new Set(list)].sort();
}
