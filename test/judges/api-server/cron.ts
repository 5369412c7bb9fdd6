const MACROS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (\d+(\.\d+)?(h|m|s|ms|us|ns))+)$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Minute, hour, day, month, weekday: the least, the most, and names for the values. */
const FIELDS: [number, number, string[]][] = [[0, 59, []], [0, 23, []], [1, 31, []], [1, 12, MONTHS], [0, 6, DAYS]];

/** The five-field schedules that CronJobs take; a time zone inside the text is refused, as the server does. */
export function isCronSchedule(value: unknown): boolean {
  if (typeof value !== 'string') {
    return false;
  }
  const fields = value.trim().split(/\s+/);
  return MACROS.test(value) || fields.length === FIELDS.length && fields.every((field, index) =>
    field.split(',').every((range) => isRange(range.toLowerCase(), ...FIELDS[index])));
}

function isRange(text: string, least: number, most: number, names: string[]): boolean {
  const match = /^(?:[*?]|([0-9]+|[a-z]+)(?:-([0-9]+|[a-z]+))?)(?:\/([0-9]+))?$/.exec(text);
  if (!match) {
    return false;
  }
  const [first = least, last = first] = [match[1], match[2]].map((part) =>
    part === undefined ? undefined : names.includes(part) ? names.indexOf(part) + least : Number(part));
  return first >= least && last <= most && first <= last && match[3] !== '0';
}

export function isTimeZone(value: unknown): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) });
    return value !== '' && String(value).toLowerCase() !== 'local';
  } catch {
    return false;
  }
}
