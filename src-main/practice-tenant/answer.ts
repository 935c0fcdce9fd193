import type { Json } from './json';

/** What a route answers; ids, dates and the error's inner part are added when it is sent. */
export interface Answer {
  status: number;
  body?: Json | undefined;
  /** Plain text instead of JSON, as `/$count` answers. */
  text?: string;
  headers?: Record<string, string>;
}

export const noContent: Answer = { status: 204 };

export function okay(body: Json): Answer {
  return { status: 200, body };
}

export function created(body: Json): Answer {
  return { status: 201, body };
}

/** Graph's error body. */
export function refuse(
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): Answer {
  const answer: Answer = { status, body: { error: { code, message } } };
  if (headers !== undefined) answer.headers = headers;
  return answer;
}

export function badRequest(message: string, code = 'BadRequest'): Answer {
  return refuse(400, code, message);
}

export function notFound(id: string): Answer {
  return refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export const denied: Answer = refuse(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
);

/** The licence refusal of reports, sign-ins and signInActivity (graph/examples/error-403-non-premium-tenant). */
export const nonPremium: Answer = refuse(
  403,
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  "Neither tenant is B2C or tenant doesn't have premium license",
);

export function throttled(retryAfterSeconds: number | undefined): Answer {
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(retryAfterSeconds);
  return refuse(429, 'TooManyRequests', 'Too many requests.', headers);
}
