import { isObject, step, Wire } from '../wire';

/** A manifest is JSON: nulls delete or zero a field, and the rest (undefined, NaN, dates, functions) is a bug on its way out. */
export function* plainValues(value: Wire, path = ''): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* plainValues(item, `${path}/${index}`);
    }
  } else if (isObject(value) && isPlain(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield* plainValues(item, path + step(key));
    }
  } else if (!['string', 'boolean'].includes(typeof value) && !Number.isFinite(value)) {
    yield `${path || '/'}: ${value === null ? 'null' : isObject(value) ? value.constructor.name : String(value)} is not a value of a manifest`;
  }
}

/** Made by `{}`, by a JSON or YAML parser, or in another realm, and by no class. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
