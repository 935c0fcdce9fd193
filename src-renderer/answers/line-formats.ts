import { isIpRange } from '../../shared/tenant/ip-range';

/** How a list is typed: one entry per line. `parse` gives undefined for a line that is none. */
export interface LineFormat {
  readonly parse: (line: string) => unknown;
  readonly print: (value: unknown) => string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Longer than anything that is a name, an address or a reason. */
const longestLine = 1_000;
const protocols = ['PAP', 'CHAPv2', 'MSCHAPv2', 'EAP'] as const;

/** A day of the calendar, as `2026-11-01`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** `group:Name`, an object id, an address with `*` or `?`, or an address (answers.md 1). */
function parseSelector(line: string): Record<string, string> | undefined {
  const group = /^group:\s*(.+)$/i.exec(line)?.[1];
  if (group !== undefined) return { group };
  if (guid.test(line)) return { id: line };
  if (!line.includes('@') || /\s/.test(line)) return undefined;
  return /[*?]/.test(line) ? { upnPattern: line } : { upn: line };
}

function printSelector(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if ('group' in value) return `group:${String(value.group)}`;
  const [first] = Object.values(value) as readonly unknown[];
  return String(first);
}

export const accountLines: LineFormat = { parse: parseSelector, print: printSelector };

export const rangeLines: LineFormat = {
  parse: (line) => (isIpRange(line) ? line : undefined),
  print: String,
};

export const dateLines: LineFormat = {
  parse: (line) => (isDay(line) ? line : undefined),
  print: (value) => String(value).slice(0, 10),
};

/** `name, protocol, number of users`. */
export const radiusLines: LineFormat = {
  parse: (line) => {
    const [name = '', wanted = '', users = ''] = line.split(',').map((part) => part.trim());
    const protocol = protocols.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (name === '' || protocol === undefined || !/^\d{1,6}$/.test(users)) return undefined;
    return { name, protocol, users: Number(users) };
  },
  print: (value) => {
    const client = value as { name: string; protocol: string; users: number };
    return `${client.name}, ${client.protocol}, ${client.users}`;
  },
};

/** `account; reason`. */
export const needLines: LineFormat = {
  parse: (line) => {
    const split = line.indexOf(';');
    const account = parseSelector(line.slice(0, Math.max(0, split)).trim());
    const reason = line.slice(split + 1).trim();
    if (split === -1 || account === undefined || reason === '') return undefined;
    return { accounts: [account], reason };
  },
  print: (value) => {
    const need = value as { accounts: readonly unknown[]; reason: string };
    return `${need.accounts.map(printSelector).join(' ')}; ${need.reason}`;
  },
};

/** Entries of a text field, and the lines that are none. Empty lines do not count. */
export function parseLines(
  format: LineFormat,
  text: string,
): { readonly values: readonly unknown[]; readonly faulty: readonly string[] } {
  const lines = text
    .split('\n')
    .map((line) => line.normalize('NFKC').trim())
    .filter((line) => line !== '');
  const parsed = lines.map((line) => ({
    line,
    value: line.length > longestLine ? undefined : format.parse(line),
  }));
  return {
    values: parsed.filter(({ value }) => value !== undefined).map(({ value }) => value),
    faulty: parsed.filter(({ value }) => value === undefined).map(({ line }) => line),
  };
}
