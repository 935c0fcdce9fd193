import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer';
import type { PracticeClock } from './clock';
import { isObject, type Json } from './json';

/** What goes out: every header, and the bytes. */
export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

/** Adds what every Graph answer carries: ids, the server's date, an error's inner part. */
export function prepare(answer: Answer, request: IncomingMessage, clock: PracticeClock): Outgoing {
  const requestId = randomUUID();
  const asked = request.headers['client-request-id'];
  const clientRequestId = typeof asked === 'string' ? asked : requestId;
  const headers: Record<string, string> = {
    'request-id': requestId,
    'client-request-id': clientRequestId,
    Date: new Date(clock.now()).toUTCString(),
    'Cache-Control': 'no-store',
    ...(answer.text === undefined ? {} : { 'Content-Type': 'text/plain' }),
    ...(answer.body === undefined ? {} : { 'Content-Type': jsonType }),
    ...answer.headers,
  };
  const inner = {
    date: clock.iso().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  const text = answer.text ?? (answer.body === undefined ? '' : stringify(answer.body, inner));
  return { status: answer.status, headers, bytes: Buffer.from(text) };
}

const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

type Inner = Record<string, string>;

/** An error, alone or in a part of a batch, names the request it belongs to. */
function stringify(body: Json, inner: Inner): string {
  if (isObject(body) && Array.isArray(body['responses'])) {
    const responses = body['responses'].map((part) =>
      isObject(part) ? { ...part, body: withInner(part['body'] ?? null, inner) } : part,
    );
    return JSON.stringify({ responses });
  }
  return JSON.stringify(withInner(body, inner));
}

function withInner(body: Json, inner: Inner): Json {
  if (!isObject(body) || !isObject(body['error'])) return body;
  return { error: { ...body['error'], innerError: inner } };
}

export function send(response: ServerResponse, outgoing: Outgoing): void {
  response.writeHead(outgoing.status, {
    ...outgoing.headers,
    ...(outgoing.status === 204 ? {} : { 'Content-Length': String(outgoing.bytes.length) }),
  });
  response.end(outgoing.status === 204 ? undefined : outgoing.bytes);
}

/** Promises the whole body, sends half of it, and breaks the connection. */
export function sendHalfThenReset(response: ServerResponse, outgoing: Outgoing): void {
  response.writeHead(outgoing.status, {
    ...outgoing.headers,
    'Content-Length': String(Math.max(outgoing.bytes.length, 2)),
  });
  response.write(outgoing.bytes.subarray(0, outgoing.bytes.length >> 1), () => {
    response.socket?.destroy();
  });
}

/** A complete answer whose JSON stops in the middle. */
export function sendCutJson(response: ServerResponse, outgoing: Outgoing): void {
  send(response, { ...outgoing, bytes: outgoing.bytes.subarray(0, outgoing.bytes.length >> 1) });
}

export function sendThenReset(response: ServerResponse, outgoing: Outgoing): void {
  const { socket } = response;
  response.writeHead(outgoing.status, {
    ...outgoing.headers,
    ...(outgoing.status === 204 ? {} : { 'Content-Length': String(outgoing.bytes.length) }),
  });
  response.end(outgoing.status === 204 ? undefined : outgoing.bytes, () => socket?.destroy());
}

/** The status line stops after "HTTP/1.1 201 Cre". */
export function sendCutStatusLine(response: ServerResponse, status: number): void {
  response.socket?.end(`HTTP/1.1 ${status} Cre`);
}
