import { refuse, type Answer } from './answer';
import type { FaultAction } from './faults';

type StatusFault = Extract<FaultAction, { kind: 'status' }>;

export const gatewayPage =
  '<!doctype html><html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>';

/** The answer a `status` fault gives, as Graph or a gateway in front of it would. */
export function statusAnswer(fault: StatusFault): Answer {
  const headers: Record<string, string> = {};
  if (fault.retryAfter !== undefined) headers['Retry-After'] = String(fault.retryAfter);
  if (fault.html === true) {
    headers['Content-Type'] = 'text/html';
    return { status: fault.status, text: gatewayPage, headers };
  }
  const code = fault.code ?? codes[fault.status] ?? 'UnknownError';
  return refuse(fault.status, code, fault.message ?? 'Scripted fault.', headers);
}

const codes: Record<number, string> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  408: 'RequestTimeout',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};
