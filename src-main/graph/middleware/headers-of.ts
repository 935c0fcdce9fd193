import type { Context } from '@microsoft/microsoft-graph-client';

/**
 * The headers a request has so far, by names in lower case. The library hands them on as the plain
 * object it was given, which is read without the checks that `Headers` makes: fetch makes them.
 */
export function headersOf({ options }: Context): Record<string, string> {
  const given = options?.headers ?? {};
  const pairs =
    given instanceof Headers || Array.isArray(given)
      ? [...new Headers(given)]
      : Object.entries(given as Readonly<Record<string, string>>);
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) headers[name.toLowerCase()] = value;
  return headers;
}
