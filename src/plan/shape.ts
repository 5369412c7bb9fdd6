import { Refusals } from './refusal';

/**
 * What a prop must look like. The compiler checks it for TypeScript; programs in JavaScript, and values that come from
 * files, are checked here, before anything is planned with them.
 */
export type Shape =
  | 'text' | 'number' | 'boolean' | 'size' | 'duration' | 'cron' | 'secret' | 'config-map' | 'metadata'
  | { readonly oneOf: readonly string[] }
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly needed?: readonly string[] };

const has = (name: string, type: string) => (value: any) => typeof value === 'object' && typeof value[name] === type;

/** How each kind is told, and how one is written. */
const KINDS: Record<string, { readonly fits: (value: any) => boolean; readonly is: string; readonly write: string }> = {
  'text': { fits: (value) => typeof value === 'string', is: 'text', write: 'write it in quotes' },
  'number': { fits: (value) => typeof value === 'number', is: 'a number', write: 'write it without quotes' },
  'boolean': { fits: (value) => typeof value === 'boolean', is: 'true or false', write: 'write true or false' },
  'size': { fits: has('toKibibytes', 'function'), is: 'a Size', write: 'write it as one, e.g. Size.mebibytes(512)' },
  'duration': { fits: has('toSeconds', 'function'), is: 'a Duration', write: 'write it as one, e.g. Duration.seconds(30)' },
  'cron': { fits: has('expressionString', 'string'), is: 'a Cron', write: 'write it as one, e.g. Cron.schedule({ minute: "30", hour: "2" })' },
  'secret': { fits: has('name', 'string'), is: 'a Secret', write: 'write Secret.fromSecretName(this, "id", "<its name>")' },
  'config-map': { fits: has('name', 'string'), is: 'a ConfigMap', write: 'write ConfigMap.fromConfigMapName(this, "id", "<its name>")' },
  'metadata': { fits: (value) => typeof value === 'object' && !Array.isArray(value), is: 'metadata', write: 'write { name, labels, annotations }' },
};

/** The props of a construct, once they have its shape. */
export function shapedProps<T>(where: string, props: T, fields: Readonly<Record<string, Shape>>): T {
  const refusals = new Refusals(where);
  checkShape(props, { fields }, '', refusals);
  refusals.throwIfAny();
  return props;
}

/** Refuses what has not the shape; the rest of a program can rely on it. */
export function checkShape(value: unknown, shape: Shape, property: string, refusals: Refusals): void {
  const refuse = (so: string, mend: string, rule = 'prop-shape') => refusals.add({ rule, so: `${property} ${so}`, mend });
  if (value === null) {
    refuse('is null', 'leave it out');
  } else if (typeof shape === 'string') {
    const kind = KINDS[shape];
    if (!kind.fits(value)) {
      refuse(`is ${show(value)}, which is not ${kind.is}`, kind.write);
    }
  } else if ('oneOf' in shape) {
    if (!shape.oneOf.includes(value as string)) {
      refuse(`is ${show(value)}, which is none of ${shape.oneOf.join(', ')}`, 'use a member of the enum');
    }
  } else if ('list' in shape) {
    if (Array.isArray(value)) {
      value.forEach((each, index) => checkShape(each, shape.list, `${property}[${index}]`, refusals));
    } else {
      refuse(`is ${show(value)}, which is not a list`, 'write it in square brackets');
    }
  } else if (typeof value !== 'object' || Array.isArray(value)) {
    refuse(`is ${show(value)}, which is not an object`, 'write it in braces');
  } else if ('map' in shape) {
    Object.entries(value!).filter(([, each]) => each !== undefined).forEach(([key, each]) => checkShape(each, shape.map, `${property}["${key}"]`, refusals));
  } else {
    checkFields(value as Record<string, unknown>, shape, property, refusals);
  }
}

function checkFields(value: Record<string, unknown>, shape: Extract<Shape, { fields: unknown }>, property: string, refusals: Refusals): void {
  const path = (name: string) => (property === '' ? name : `${property}.${name}`);
  for (const [name, each] of Object.entries(value)) {
    const expected = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (expected === undefined) {
      refusals.add({
        rule: 'prop-known', so: `${path(name)} is not known`, why: 'so it would be ignored', mend: `write one of ${Object.keys(shape.fields).sort().join(', ')}`,
      });
    } else if (each !== undefined) {
      checkShape(each, expected, path(name), refusals);
    }
  }
  for (const name of (shape.needed ?? []).filter((each) => value[each] === undefined)) {
    refusals.add({ rule: 'prop-stated', so: `${path(name)} is missing`, why: 'and only you can know it', mend: 'state it' });
  }
}

/** A value as a person wrote it; text in quotes, so that "8000" and 8000 differ. Objects are named, not printed. */
function show(value: unknown): string {
  return typeof value === 'string' ? `"${value.length > 60 ? `${value.slice(0, 60)}...` : value}"`
    : typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'an object')
      : String(value);
}
