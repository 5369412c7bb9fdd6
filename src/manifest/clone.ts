/**
 * A copy of plain data. Not structuredClone: under jest its objects come from another realm, and cdk8s takes one
 * that has a `value` for a union class and drops the rest of it.
 */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(clone) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clone(each)])) as T;
  }
  return value;
}
