// The grammars of names that the API server shares between fields. Each holds for text only.
export type Syntax = (value: unknown) => boolean;

function grammar(pattern: RegExp, longest: number): Syntax {
  return (value) => typeof value === 'string' && value.length <= longest && pattern.test(value);
}

export const isLabelName = grammar(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63);
export const isServiceName = grammar(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63);
export const isSubdomain = grammar(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253);
export const isLabelValue = grammar(/^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/, 63);
export const isDataKey = grammar(/^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]+$/, 253);
export const isEnvironmentName = grammar(/^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/, Infinity);
export const isPercent = grammar(/^(100|[1-9]?[0-9])%$/, 4);

const isKeyName = grammar(/^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/, 63);

/** A label or annotation key: a name, with a domain before a slash if it is not the user's own. */
export const isQualifiedName: Syntax = (value) => {
  const [name, prefix, ...more] = String(value).split('/').reverse();
  return typeof value === 'string' && more.length === 0 && isKeyName(name) && (prefix === undefined || isSubdomain(prefix));
};

/** The name of a port: at most 15, with a letter, no hyphen at an end or beside another. */
export const isPortName: Syntax = (value) =>
  grammar(/^[a-z0-9]+(-[a-z0-9]+)*$/, 15)(value) && /[a-z]/.test(String(value));

export const isPort: Syntax = (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535;

export const isCount: Syntax = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2147483647;
