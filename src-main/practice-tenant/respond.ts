import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer';
import { disturbBatch } from './batch';
import { gatewayPage, statusAnswer } from './fault-answers';
import type { FaultAction } from './faults';
import type { GraphParts } from './graph-parts';
import { answerGraph, bodyOf } from './graph-service';
import {
  prepare,
  send,
  sendCutJson,
  sendCutStatusLine,
  sendHalfThenReset,
  sendThenReset,
} from './send-answer';
import type { TokenIssuer } from './tokens';

/** Answers one request to Graph, or fails it the way the fault script says. */
export async function respondAsGraph(
  parts: GraphParts,
  tokens: TokenIssuer,
  request: IncomingMessage,
  response: ServerResponse,
  bodyText: string,
): Promise<void> {
  parts.traffic.roundTrips++;
  const method = request.method ?? 'GET';
  const url = request.url ?? '/';
  const apply = (): Answer => {
    const body = bodyOf(bodyText);
    if (!('json' in body)) return body;
    return answerGraph(parts, {
      ...{ method, url, body: body.json, inBatch: false, external: false },
      header: (name) => {
        const value = request.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      actor: tokens.actorOf(request.headers.authorization),
    });
  };
  const fault = parts.faults.take(method, url.split('?')[0] ?? url, false);
  const { clock } = parts.directory;
  if (fault === undefined) {
    send(response, prepare(apply(), request, clock));
    return;
  }
  await fail(fault, { apply, request, response, clock });
}

interface Failing {
  apply: () => Answer;
  request: IncomingMessage;
  response: ServerResponse;
  clock: GraphParts['directory']['clock'];
}

async function fail(fault: FaultAction, on: Failing): Promise<void> {
  const { apply, request, response, clock } = on;
  const ready = (answer: Answer): ReturnType<typeof prepare> => prepare(answer, request, clock);
  switch (fault.kind) {
    case 'status':
      if (fault.applied === true) apply();
      send(response, ready(statusAnswer(fault)));
      return;
    case 'html': {
      if (fault.applied === true) apply();
      const headers = { 'Content-Type': 'text/html' };
      send(response, ready({ status: 200, text: gatewayPage, headers }));
      return;
    }
    case 'reset':
      if (fault.when === 'before') response.socket?.destroy();
      else if (fault.when === 'during') sendHalfThenReset(response, ready(apply()));
      else sendThenReset(response, ready(apply()));
      return;
    case 'hang':
      if (fault.applied === true) apply();
      return;
    case 'cutJson':
      sendCutJson(response, ready(apply()));
      return;
    case 'cutStatusLine':
      sendCutStatusLine(response, apply().status);
      return;
    case 'dropAfterApplying':
      apply();
      response.socket?.destroy();
      return;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      send(response, ready(apply()));
      return;
    case 'loseParts':
    case 'doubleParts':
    case 'shuffleParts':
      send(response, ready(disturbBatch(fault, apply())));
      return;
  }
}
