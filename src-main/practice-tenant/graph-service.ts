import { badRequest, denied, refuse, type Answer } from './answer';
import { answerBatch } from './batch';
import type { Call, Method, Route } from './call';
import { missingSegment } from './cloud';
import type { GraphParts, GraphRequest } from './graph-parts';
import { matchRoute } from './graph-routes';
import type { Json } from './json';
import { refuseData } from './refused-data';
import type { Charge } from './throttle';

const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'];

/** One request to Graph, from token to answer. */
export function answerGraph(parts: GraphParts, request: GraphRequest): Answer {
  const { directory, traffic } = parts;
  directory.settle();
  const url = new URL(request.url, parts.origin);
  const [, version, ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/')}`.replace(/\/+$/, '') || '/';
  if (version !== 'v1.0' && version !== 'beta') {
    return refuse(400, 'BadRequest', 'Invalid version.');
  }
  if (!methods.includes(request.method)) return wrongMethod;
  const method = request.method as Method;
  if (request.actor === undefined) {
    return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty or invalid.', {
      'WWW-Authenticate': 'Bearer realm="", authorization_uri="", client_id=""',
    });
  }
  if (path.toLowerCase() === '/$batch' && !request.inBatch) {
    traffic.count(`POST /${version}/$batch`);
    return method === 'POST' ? answerBatch(parts, request, version, answerGraph) : wrongMethod;
  }
  const missing = missingSegment(directory.facts.cloud, version, path);
  const match = matchRoute(method, version, path);
  if (missing !== undefined || match.kind === 'none') {
    traffic.count(`${method} /${version}/?`);
    return badRequest(`Resource not found for the segment '${missing ?? rest[0] ?? ''}'.`);
  }
  if (match.kind === 'method') return wrongMethod;
  traffic.count(`${method} /${version}${match.route.path}`);
  const call: Call = {
    ...{ version, method, path, params: match.params, query: url.searchParams },
    ...{ header: request.header, body: request.body, actor: request.actor },
    ...{ origin: parts.origin, root: `${parts.origin}/${version}` },
    ...{ directory, inBatch: request.inBatch, external: request.external },
  };
  const answer = guarded(parts, call, match.route);
  if (answer.status === 429) traffic.throttled++;
  if (method !== 'GET') recordWrite(parts, call, answer);
  return answer;
}

const wrongMethod = refuse(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.');

/** The order Graph refuses in: throttling, permission, what this tenant cannot read, then the rules. */
function guarded(parts: GraphParts, call: Call, route: Route): Answer {
  const { query } = call;
  if (!call.external) {
    const key = `${call.method} ${call.root}${call.path}?${query.toString()}`;
    const scripted = parts.scripted?.check(key, call.inBatch);
    if (scripted !== undefined) return scripted;
    const charged = parts.throttle?.charge(chargeOf(call, route));
    if (charged?.refusal !== undefined) return charged.refusal;
    const answer = permitted(call, route);
    return charged === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, ...charged.headers } };
  }
  return route.handle(call);
}

function permitted(call: Call, route: Route): Answer {
  if (!isPermitted(call, route)) return denied;
  return refuseData(call.directory.facts.graph, call) ?? route.handle(call);
}

function isPermitted(call: Call, route: Route): boolean {
  const { scopes } = route;
  if (scopes === undefined || scopes.length === 0) return true;
  return scopes.some((scope) => call.actor.scopes.has(scope.toLowerCase()));
}

/** Resource units: `$select` and a small `$top` cost one less, `$expand` one more, never below 1. */
function chargeOf(call: Call, route: Route): Charge {
  const { query } = call;
  const isWrite = call.method !== 'GET';
  const top = Number(query.get('$top') ?? 100);
  const units =
    (route.units ?? 1) -
    (query.has('$select') ? 1 : 0) -
    (top < 20 ? 1 : 0) +
    (query.has('$expand') ? 1 : 0);
  return {
    bucket: route.bucket ?? 'identity',
    units: Math.max(1, units),
    isWrite: isWrite && (route.bucket ?? 'identity') === 'identity',
    readsSignInActivity: /signInActivity/i.test(query.get('$select') ?? ''),
    inBatch: call.inBatch,
  };
}

function recordWrite(parts: GraphParts, call: Call, answer: Answer): void {
  parts.traffic.writes.push({
    at: parts.directory.clock.iso(),
    ...{ method: call.method, path: `/${call.version}${call.path}`, body: call.body ?? null },
    ...{ status: answer.status, clientRequestId: call.header('client-request-id') ?? null },
    ...{ inBatch: call.inBatch, external: call.external },
  });
  if (answer.status >= 400) return;
  const asked = call.query.toString();
  const query = asked === '' ? '' : `?${asked}`;
  parts.log?.append(parts.directory.clock.now(), {
    kind: 'graph',
    ...{
      method: call.method,
      url: `/${call.version}${call.path}${query}`,
      body: call.body ?? null,
    },
    ...{ actorId: call.actor.id, actorUpn: call.actor.upn, external: call.external },
  });
}

/** Body text to JSON; a PATCH or POST whose body is not JSON is refused before anything happens. */
export function bodyOf(text: string): { json: Json | undefined } | Answer {
  if (text.trim() === '') return { json: undefined };
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return badRequest('Unable to read JSON request payload.');
  }
}
