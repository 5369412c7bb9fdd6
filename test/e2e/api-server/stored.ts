/** Whether the server stored what was said: a field behind a closed feature gate is dropped without a word. */

/** The first field that the server dropped or changed, or undefined. */
export function lostField(said: unknown, stored: unknown, at = ''): string | undefined {
  if (Array.isArray(said)) {
    if (!Array.isArray(stored) || stored.length !== said.length) return `${at}: ${said.length} items became ${JSON.stringify(stored)}`;
    return firstOf(said.map((item, index) => () => lostField(item, stored[index], `${at}[${index}]`)));
  }
  if (typeof said === 'object' && said !== null) {
    if (typeof stored !== 'object' || stored === null) return Object.keys(said).length === 0 ? undefined : `${at}: dropped`;
    const fields = stored as Record<string, unknown>;
    return firstOf(Object.entries(said).map(([key, value]) => () => lostField(value, fields[key], at ? `${at}.${key}` : key)));
  }
  // Empty says the same as absent.
  return said === stored || (!said && stored === undefined) ? undefined : `${at}: ${JSON.stringify(said)} became ${JSON.stringify(stored)}`;
}

function firstOf(tests: (() => string | undefined)[]): string | undefined {
  for (const test of tests) {
    const found = test();
    if (found !== undefined) return found;
  }
  return undefined;
}
