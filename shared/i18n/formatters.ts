/**
 * A formatter takes many times as long to make as to use, and holds tens of kilobytes outside the
 * heap, which the collector sees late: lists that are drawn anew with every step of a rollout filled a page
 * with them until it died. So each is made once; the least recently made one goes first.
 */
const most = 64;
const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

const dateKinds = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  digits: { day: '2-digit', month: '2-digit', year: 'numeric' },
  weekday: { weekday: 'short' },
  zoneShort: { timeZoneName: 'short' },
  zoneGeneric: { timeZoneName: 'longGeneric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const numberKinds = {
  count: { maximumFractionDigits: 0 },
  percent: { style: 'percent', maximumFractionDigits: 0 },
  kilobyte: { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 },
  megabyte: { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** `tag` BCP 47, `zone` an IANA name; throws a RangeError for another one, as Intl does. */
export function dateFormatter(
  kind: keyof typeof dateKinds,
  tag: string,
  zone: string,
): Intl.DateTimeFormat {
  const make = (): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, ...dateKinds[kind] });
  return once(dates, `${kind} ${tag} ${zone}`, make);
}

/** `tag` BCP 47. */
export function numberFormatter(kind: keyof typeof numberKinds, tag: string): Intl.NumberFormat {
  return once(numbers, `${kind} ${tag}`, () => new Intl.NumberFormat(tag, numberKinds[kind]));
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const oldest = made.keys().next();
  if (made.size >= most && oldest.done !== true) made.delete(oldest.value);
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}
