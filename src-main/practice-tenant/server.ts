import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsentRefusals } from './consent-refusals';
import type { Directory } from './directory';
import { Faults, type FaultScript } from './faults';
import { generateScenario, growTenant } from './generate';
import { grantableScopes } from './graph-routes';
import type { GraphParts } from './graph-parts';
import { bodyOf } from './graph-service';
import { populateFromCapture } from './load-capture';
import { padPolicy } from './policy-views';
import { populate } from './populate';
import { answerPractice } from './practice-endpoints';
import type { PracticeLog } from './practice-log';
import { replay } from './replay';
import { respondAsGraph } from './respond';
import { tenantOf, type ScenarioInput } from './scenario';
import { prepare, send } from './send-answer';
import { SignIn } from './sign-in';
import { practiceClientId } from './tenant-ids';
import { ScriptedThrottle, Throttle } from './throttle';
import { TokenIssuer } from './tokens';
import { Traffic } from './traffic';

export interface PracticeOptions {
  scenario?: ScenarioInput | undefined;
  /** A parsed `causeway-capture/1` document to rebuild the tenant from. */
  capture?: unknown;
  /** How many accounts; without a scenario they are generated, with one it is grown to them. */
  users?: number;
  port?: number;
  latencyMs?: number;
  throttle?: 'real' | 'off';
  faults?: FaultScript;
  /** How long by-id reads may show the old value, ms of server time. Lists: twice as long. */
  lagMs?: number;
  /** First instant of the tenant's clock; default noon (UTC) of the scenario's day. */
  startAt?: string;
  /** Keeps changes beside the workspace and repeats them when the tenant is opened again. */
  log?: PracticeLog;
}

export interface PracticeTenant {
  graphUrl: string;
  authority: string;
  tenantId: string;
  clientId: string;
  token: string;
  close(): Promise<void>;
  directory: Directory;
}

const defaultLagMs = 400;
const keepAliveMs = 60_000;
const bodyLimitBytes = 4 * 1024 * 1024;

/** Thrown for a source that is no tenant; the message is for the person who named it. */
export class PracticeSourceError extends Error {
  override readonly name = 'PracticeSourceError';
}

/**
 * Serves a simulated tenant on 127.0.0.1 until closed.
 * @throws PracticeSourceError when the scenario or capture holds no tenant
 */
export async function startPracticeTenant(options: PracticeOptions): Promise<PracticeTenant> {
  const directory = openDirectory(options);
  const { facts } = directory;
  const handlers: { handle?: (request: IncomingMessage, response: ServerResponse) => void } = {};
  const server = createServer((request, response) => handlers.handle?.(request, response));
  // A client that thinks for a while finds its connection again, as with Graph.
  server.keepAliveTimeout = keepAliveMs;
  await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    fitPolicy(directory, origin);
  } catch (error) {
    server.close();
    throw error;
  }
  const faults = new Faults();
  if (options.faults !== undefined) faults.load(options.faults);
  const refusals = new ConsentRefusals();
  const parts: GraphParts = {
    ...{ directory, faults, refusals, origin, traffic: new Traffic() },
    throttle: options.throttle === 'real' ? new Throttle(directory) : undefined,
    scripted: new ScriptedThrottle(directory),
    log: options.log,
  };
  if (options.log !== undefined) replay(parts, options.log);
  const tokens = new TokenIssuer(facts.id, origin);
  const signIn = new SignIn({ directory, tokens, refusals, origin, clientId: practiceClientId });
  const latencyMs = options.latencyMs ?? 0;
  handlers.handle = (request, response) => {
    void serve({ parts, tokens, signIn, latencyMs }, request, response).catch(() => {
      response.socket?.destroy();
    });
  };
  const operator = { id: facts.operatorId, upn: facts.operatorUpn };
  return {
    graphUrl: origin,
    authority: `${origin}/${facts.id}`,
    tenantId: facts.id,
    clientId: practiceClientId,
    token: tokens.operatorToken(operator, practiceClientId, grantableScopes),
    directory,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function openDirectory(options: PracticeOptions): Directory {
  const lagMs = options.lagMs ?? defaultLagMs;
  if (options.capture !== undefined) {
    const loaded = populateFromCapture(options.capture, { startAt: options.startAt, lagMs });
    if (!loaded.ok) throw new PracticeSourceError(loaded.errors.join('; '));
    return loaded.value;
  }
  const given = options.scenario ?? generateScenario({ users: options.users ?? 200, seed: 1 });
  const tenant = tenantOf(given);
  if (tenant === null) {
    throw new PracticeSourceError(`scenario ${given.id} is not a single tenant`);
  }
  const isGrown = options.scenario !== undefined && options.users !== undefined;
  const input = isGrown ? growTenant(tenant.input, options.users ?? 0) : tenant.input;
  const { asOf } = tenant;
  return populate(input, { asOf, startAt: options.startAt ?? asOf, lagMs });
}

/** Only now is the address known, which the answer repeats many times. */
function fitPolicy(directory: Directory, origin: string): void {
  const { policyBytes, cloud } = directory.facts;
  if (policyBytes === undefined) return;
  const fitted = padPolicy(directory.truth('amp'), policyBytes, { origin, cloud });
  if (fitted === undefined) {
    throw new PracticeSourceError(
      `amp.policyBytes: the policy is longer than ${policyBytes} bytes without any padding`,
    );
  }
  directory.place('amp', fitted);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface Serving {
  parts: GraphParts;
  tokens: TokenIssuer;
  signIn: SignIn;
  latencyMs: number;
}

async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { parts } = serving;
  const { clock } = parts.directory;
  const text = await readBody(request);
  // A page that resolves its own name to 127.0.0.1 must not reach the tenant.
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host) || text === undefined) {
    send(response, prepare({ status: text === undefined ? 413 : 403 }, request, clock));
    return;
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path.startsWith('/_practice/')) {
    const body = bodyOf(text);
    const answer =
      'json' in body ? answerPractice(parts, request.method ?? 'GET', path, body.json) : body;
    send(response, prepare(answer, request, clock));
    return;
  }
  if (serving.latencyMs > 0) {
    await new Promise((resolve) => setTimeout(resolve, serving.latencyMs));
  }
  const page = serving.signIn.answer(request, text);
  if (page !== undefined) {
    send(response, prepare(page, request, clock));
    return;
  }
  await respondAsGraph(parts, serving.tokens, request, response, text);
}

/** Undefined: larger than 4 MB. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
