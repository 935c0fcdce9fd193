import * as v from 'valibot';
import type { FailureView } from '../../shared/ipc/common-views';
import { contract } from '../../shared/ipc/contract';
import { callChannel } from '../../shared/ipc/contract-names';
import type { Answer, CallInput, CallName, CallOutput } from '../../shared/ipc/contract-types';
import { failure, type FailureCode } from '../../shared/diagnostic';
import { findInputFault } from './plain-input';
import type { RateLimit } from './rate-limit';
import { isTrustedSender, type SenderEvent, type TrustedWindow } from './sender';
import type { TicketBinding, Tickets } from './tickets';

/** What a handler may know beyond its input. */
export interface CallContext {
  readonly windowId: number;
  /** Set for calls that commit: what the redeemed ticket allows. */
  readonly leave: TicketBinding | undefined;
}

export type ServedHandler<N extends CallName> = (
  input: CallInput<N>,
  context: CallContext,
) => Promise<Answer<CallOutput<N>>>;
/** `Handlers` of the contract fits here: a handler may ignore the context. */
export type ServedHandlers = { readonly [N in CallName]: ServedHandler<N> };

export interface ServePorts {
  /** Electron's ipcMain, or a fake. */
  readonly ipc: {
    handle(channel: string, listener: (event: SenderEvent, input: unknown) => unknown): void;
    removeHandler(channel: string): void;
  };
  window(): TrustedWindow | undefined;
  readonly tickets: Tickets;
  readonly limit: RateLimit;
  /** Reference a person can find again in the log. */
  readonly newRef: () => string;
  readonly logBug: (entry: {
    readonly ref: string;
    readonly call: string;
    readonly error: unknown;
  }) => void;
  logRefusal(entry: { readonly call: string; readonly reason: string }): void;
}

const maxDepth = 8;
const callRate = { burst: 60, perSecond: 30 };
const commitRate = { burst: 4, perSecond: 0.5 };
const actsOfCall: Partial<Record<CallName, readonly TicketBinding['act'][]>> = {
  'rollout.start': ['start', 'resume'],
  'rollout.rollBack': ['rollBack'],
  'rollout.stop': ['stop'],
  'groups.change': ['group'],
};

/**
 * Registers every call of the contract that has a handler, and nothing else. Each message passes
 * sender, rate, size and shape, ticket, handler, shape of the answer, in this order.
 * @returns the registered names and the way to take them off again
 */
export function serveContract(
  handlers: Partial<ServedHandlers>,
  ports: ServePorts,
): { readonly names: readonly CallName[]; readonly stop: () => void } {
  const names = (Object.keys(contract.calls) as CallName[]).filter((name) => handlers[name]);
  for (const name of names) {
    ports.ipc.handle(callChannel(name), (event, input) => {
      // SECURITY: before anything asynchronous; later the frame may have navigated away.
      if (!isTrustedSender(event, ports.window())) {
        ports.logRefusal({ call: name, reason: 'sender' });
        return refuse('ipc/refused', 'sender');
      }
      return serve(name, handlers, ports, event.sender.id, input);
    });
  }
  return {
    names,
    stop: () => names.forEach((name) => ports.ipc.removeHandler(callChannel(name))),
  };
}

async function serve<N extends CallName>(
  name: N,
  handlers: Partial<ServedHandlers>,
  ports: ServePorts,
  windowId: number,
  input: unknown,
): Promise<Answer<CallOutput<N>>> {
  const definition = contract.calls[name];
  const rejected = (
    code: 'ipc/refused' | 'ipc/invalid',
    reason: string,
    place: string = name,
    expected = `JSON, ${definition.maxBytes} B`,
  ): Answer<never> => {
    ports.logRefusal({ call: name, reason });
    return refuse(code, reason, code === 'ipc/invalid' ? { place, expected } : {});
  };
  try {
    if (!ports.limit(`${windowId} ${name}`, definition.commits ? commitRate : callRate)) {
      return rejected('ipc/refused', 'rate');
    }
    const fault = findInputFault(input, { maxBytes: definition.maxBytes, maxDepth });
    if (fault !== undefined) {
      return rejected('ipc/invalid', fault);
    }
    const parsed = v.safeParse(definition.input, input);
    // Every call takes an object; valibot would also take a list for one whose fields are optional.
    if (!parsed.success || Array.isArray(input)) {
      const issue = parsed.issues?.[0];
      const place = (issue && v.getDotPath(issue)) ?? name;
      return rejected('ipc/invalid', 'shape', place, issue?.expected ?? 'Object');
    }
    let leave: TicketBinding | undefined;
    if (definition.commits) {
      const verdict = ports.tickets.redeem(toClaim(name, parsed.output, windowId));
      if (verdict.kind === 'refused') {
        return rejected('ipc/refused', `ticket-${verdict.reason}`);
      }
      leave = verdict.binding;
    }
    const handler = handlers[name] as ServedHandler<N>;
    const answer = await handler(parsed.output, { windowId, leave });
    return checkAnswer(name, answer, ports);
  } catch (error) {
    return bug(ports, name, error);
  }
}

/** What leaves is parsed too: a field that is not in the contract does not reach the page. */
function checkAnswer<N extends CallName>(
  name: N,
  answer: Answer<CallOutput<N>>,
  ports: ServePorts,
): Answer<CallOutput<N>> {
  if (!answer.ok) {
    const { code, values, ref } = answer.failure;
    const view: FailureView = {
      code,
      values: { ...values },
      ...(ref === undefined ? {} : { ref }),
    };
    return { ok: false, failure: view };
  }
  const parsed = v.safeParse(contract.calls[name].output, answer.value);
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]) ?? '';
    return bug(ports, name, new AnswerShapeError(path));
  }
  return { ok: true, value: parsed.output };
}

/** Names the field, not its value. */
export class AnswerShapeError extends Error {
  override readonly name = 'AnswerShapeError';
  readonly path: string;
  constructor(path: string) {
    super(`answer does not fit the contract at ${path.replace(/[^\w.]/g, '')}`);
    this.path = path;
  }
}

function toClaim(
  name: CallName,
  input: unknown,
  windowId: number,
): Parameters<Tickets['redeem']>[0] {
  const fields = v.parse(
    v.object({ ticket: v.string(), planHash: v.string(), phrase: v.string() }),
    input,
  );
  return { ...fields, windowId, acts: actsOfCall[name] ?? [] };
}

function bug(ports: ServePorts, call: string, error: unknown): Answer<never> {
  const ref = ports.newRef();
  ports.logBug({ ref, call, error });
  return { ok: false, failure: { code: 'internal/bug', values: { ref }, ref } };
}

function refuse(
  code: FailureCode,
  reason: string,
  values: Readonly<Record<string, string>> = {},
): Answer<never> {
  return { ok: false, failure: { ...failure(code, { reason, ...values }) } };
}
