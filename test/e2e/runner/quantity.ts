/** Reads Kubernetes quantities on its own, so that a slip in the library's parser cannot hide here. */
const UNITS: Record<string, number> = {
  '': 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40,
};

export function quantity(text: string | number): number {
  const match = /^([0-9.]+(?:e[0-9]+)?)([a-zA-Z]*)$/.exec(String(text));
  if (!match || UNITS[match[2]] === undefined) throw new Error(`not a quantity: ${text}`);
  return Number(match[1]) * UNITS[match[2]];
}
