// A manifest under judgement may be wrong in any way, so it is read untyped, and these readers give
// an empty answer instead of throwing when something has another shape than the API says.
export type Wire = any;

export function isObject(value: unknown): value is Record<string, Wire> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: Wire): Wire[] {
  return Array.isArray(value) ? value : [];
}

/** The objects in a list, each with its JSON path. */
export function placed(value: Wire, path: string): [Record<string, Wire>, string][] {
  return list(value).flatMap((item, index): [Record<string, Wire>, string][] => isObject(item) ? [[item, `${path}/${index}`]] : []);
}

export function entries(value: Wire): [string, Wire][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function repeated(values: Wire[]): Wire[] {
  return [...new Set(values.filter((value, index) => value !== undefined && values.indexOf(value) !== index))];
}

/** A JSON path step; `/` inside a key is written `~1`, as in JSON Pointer. */
export function step(key: string): string {
  return '/' + key.replace(/~/g, '~0').replace(/\//g, '~1');
}
