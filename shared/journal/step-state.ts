import type { Failure } from '../diagnostic';
import type { Json } from '../json';
import { directionOf, failureIn, jsonIn, textIn, textsIn, type Direction } from './entry-body';
import { gateIn, type GateState } from './gate-state';
import { itemAfter, type ItemState } from './item-state';
import { settlesItself } from './settles-itself';
import type { JournalEntry, StepStatus } from './journal-entry';

/** Everything a step's entries say about it. Derived each time, never stored (execution.md 3.1). */
export interface StepState {
  readonly status: StepStatus;
  readonly direction: Direction;
  readonly at: string | null;
  readonly failure: Failure | null;
  /** `names`: fields that changed too, and of which no earlier value is kept. */
  readonly drift: {
    readonly prior: Json;
    readonly planned: Json;
    readonly now: Json;
    readonly names: readonly string[];
  } | null;
  readonly gate: GateState | null;
  readonly soakUntil: string | null;
  /** Items of the current direction that have entries. */
  readonly items: ReadonlyMap<string, ItemState>;
  /** Items this rollout changed on the way forward, and has not taken back. */
  readonly changedItems: ReadonlySet<string>;
  /** A request went out on the way forward that may have taken effect, and was not taken back. */
  readonly hasChanged: boolean;
  /** A request went out on the way forward and nothing has told yet whether it took effect. */
  readonly isUnsettled: boolean;
  /** Id of the object this step created or adopted. */
  readonly objectId: string | null;
  /** Account ids named as evidence; null without evidence. */
  readonly evidence: readonly string[] | null;
  /** Why a person is asked (`notFound`, `doubled`, `disagree`); null: nobody is. */
  readonly asks: string | null;
  /** A person allowed one more sending of a create whose outcome stayed unknown. */
  readonly mayResend: boolean;
}

/** Nothing more is to be done forward: done, or left by a person's word. */
export function isOver(state: StepState): boolean {
  if (state.direction !== 'forward') return false;
  return state.status === 'DONE' || state.status === 'SKIPPED';
}

interface Draft {
  status: StepStatus;
  direction: Direction;
  at: string | null;
  failure: Failure | null;
  drift: StepState['drift'];
  gate: StepState['gate'];
  soakUntil: string | null;
  items: Map<string, ItemState>;
  changedItems: Set<string>;
  hasChanged: boolean;
  isUnsettled: boolean;
  isSent: boolean;
  objectId: string | null;
  evidence: readonly string[] | null;
  asks: string | null;
  mayResend: boolean;
}

/** `entries`: those of one step, in order. */
export function stepStateOf(entries: readonly JournalEntry[]): StepState {
  const draft: Draft = {
    status: 'PENDING',
    direction: 'forward',
    at: null,
    failure: null,
    drift: null,
    gate: null,
    soakUntil: null,
    items: new Map(),
    changedItems: new Set(),
    hasChanged: false,
    isUnsettled: false,
    isSent: false,
    objectId: null,
    evidence: null,
    asks: null,
    mayResend: false,
  };
  for (const entry of entries) {
    turnTo(draft, directionOf(entry));
    if (entry.item === null) applyToStep(draft, entry);
    else applyToItem(draft, entry.item, entry);
  }
  return draft;
}

/** A change of direction starts the items anew; what was changed before stays known. */
function turnTo(draft: Draft, direction: Direction): void {
  if (draft.direction === direction) return;
  draft.direction = direction;
  draft.items = new Map();
  draft.isSent = false;
}

function applyToStep(draft: Draft, entry: JournalEntry): void {
  const status = statusAfter(draft, entry);
  if (status === null) return;
  draft.at = entry.at;
  draft.status = status;
  draft.failure = failureIn(entry);
  if (status !== 'DRIFT') draft.drift = null;
}

/** The status an entry leads to (table of execution.md 3.1); null: the entry changes none. */
function statusAfter(draft: Draft, entry: JournalEntry): StepStatus | null {
  switch (entry.type) {
    case 'preflight':
      // A failed step that is tried again tries its failed people again.
      if (draft.status === 'FAILED') {
        for (const [id, state] of draft.items)
          if (state === 'failed') draft.items.set(id, 'pending');
      }
      return 'PREFLIGHT';
    case 'paused':
      return 'PAUSED';
    case 'intent':
      draft.soakUntil = textIn(entry, 'until') ?? draft.soakUntil;
      return 'INTENT';
    case 'sent':
      draft.isSent = true;
      draft.isUnsettled = draft.direction === 'forward';
      draft.mayResend = false;
      for (const item of textsIn(entry, 'items')) draft.items.set(item, 'sent');
      return 'SENT';
    case 'acked':
      draft.objectId = textIn(entry, 'objectId') ?? draft.objectId;
      draft.isUnsettled = false;
      if (draft.direction === 'forward') draft.hasChanged = true;
      return 'VERIFYING';
    case 'rejected':
      draft.isUnsettled = false;
      return entry.body['retry'] === true ? 'INTENT' : 'FAILED';
    case 'unknown':
      return 'RESOLVE';
    case 'observed':
      return afterObserved(draft, entry);
    case 'verified':
      return 'VERIFYING';
    case 'done':
      return afterDone(draft);
    case 'drift':
      draft.drift = {
        prior: jsonIn(entry, 'prior'),
        planned: jsonIn(entry, 'planned'),
        now: jsonIn(entry, 'now'),
        names: textsIn(entry, 'names'),
      };
      return 'DRIFT';
    case 'skipped':
      return 'SKIPPED';
    case 'ask':
      draft.asks = textIn(entry, 'why');
      return 'ASK';
    case 'answered':
      draft.mayResend = entry.body['allow'] === 'resend';
      return 'INTENT';
    case 'awaitAuth':
      return 'AWAIT_AUTH';
    case 'gate':
      draft.gate = gateIn(entry);
      return null;
    case 'evidence':
      draft.evidence = textsIn(entry, 'accounts');
      // Done for this rollout by a person, and there: ours to take back as if it had been sent.
      if (isThereByHand(entry)) draft.hasChanged = true;
      return null;
    case 'note':
      return entry.body['what'] === 'reopened' ? afterReopened(draft, entry) : null;
    default:
      return null;
  }
}

/** Undone by an emergency stop: to be done again, with what it changed before still known. */
function afterReopened(draft: Draft, entry: JournalEntry): StepStatus {
  draft.isSent = false;
  draft.gate = null;
  draft.soakUntil = null;
  for (const item of textsIn(entry, 'items')) draft.items.set(item, 'pending');
  return 'PENDING';
}

function afterObserved(draft: Draft, entry: JournalEntry): StepStatus {
  const position = textIn(entry, 'position');
  if (position === 'planned' || position === 'prior') draft.isUnsettled = false;
  if (position !== 'planned') return position === 'prior' ? 'INTENT' : 'DRIFT';
  draft.objectId = textIn(entry, 'objectId') ?? draft.objectId;
  // Found as planned without having sent anything: not ours to take back.
  if (draft.isSent && draft.direction === 'forward') draft.hasChanged = true;
  return 'VERIFYING';
}

function afterDone(draft: Draft): StepStatus {
  if (draft.direction === 'forward') return 'DONE';
  draft.hasChanged = false;
  draft.changedItems.clear();
  draft.gate = null;
  draft.soakUntil = null;
  return 'ROLLED_BACK';
}

/** A person's word that they did it in the portal, where it was found as planned. */
function isThereByHand({ body }: JournalEntry): boolean {
  return body['how'] === 'byHand' && body['position'] === 'planned';
}

/** What is known of one person is told of the step, until it is settled or the step goes on. */
function tellOfItem(draft: Draft, entry: JournalEntry): void {
  const told = failureIn(entry);
  // A doubt weighs more than a delay.
  if (told !== null && settlesItself(told) && draft.failure?.code !== 'step/settling') {
    draft.failure = told;
  }
  const isSettled = entry.type === 'observed' && draft.failure?.code === 'step/settling';
  if (isSettled) draft.failure = null;
}

function applyToItem(draft: Draft, item: string, entry: JournalEntry): void {
  const before = draft.items.get(item);
  const next = itemAfter(entry, before);
  if (next === null) return;
  draft.items.set(item, next);
  tellOfItem(draft, entry);
  // This person alone was taken back: nothing of ours is left to take back from them.
  if (entry.type === 'skipped' && entry.body['why'] === 'takenBack')
    draft.changedItems.delete(item);
  if (next !== 'acked') return;
  const isSent = before === 'sent' || before === 'unknown';
  const isOurs = entry.type === 'acked' || isSent || isThereByHand(entry);
  if (!isOurs) return;
  if (draft.direction === 'forward') draft.changedItems.add(item);
  else draft.changedItems.delete(item);
}
