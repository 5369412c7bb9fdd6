/** Whether the server stored what was said: a field behind a closed feature gate is dropped without a word. */

interface Difference { readonly at: string; readonly said: unknown; readonly stored: unknown }

/** The first field that the server dropped or changed, or undefined. */
export function lostField(said: unknown, stored: unknown): string | undefined {
  const [first] = differences(said, stored);
  return first && `${first.at}: ${JSON.stringify(first.said)} became ${JSON.stringify(first.stored)}`;
}

export function droppedFields(said: unknown, stored: unknown): string[] {
  return differences(said, stored).filter((difference) => difference.stored === undefined).map(({ at }) => at);
}

function differences(said: unknown, stored: unknown, at = ''): Difference[] {
  // Admission appends to lists: the token's mount, tolerations.
  if (Array.isArray(said) && Array.isArray(stored) && said.length <= stored.length) {
    return said.flatMap((item, index) => differences(item, stored[index], `${at}[${index}]`));
  }
  if (isRecord(said) && isRecord(stored)) {
    return Object.entries(said).flatMap(([key, value]) => differences(value, stored[key], at ? `${at}.${key}` : key));
  }
  return said === stored || (stored === undefined && saysNothing(said)) ? [] : [{ at, said, stored }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The server leaves out what is the zero value of its type. */
function saysNothing(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
}
