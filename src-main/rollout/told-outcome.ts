import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import type { Refusal } from './refused-step';
import { giveUpMs, groupDeadlineMs, settleWindowMs } from './settle-times';
import { createKinds } from './step-facts';

/** Why nobody can tell yet: what was answered, or that nothing was. */
export type Doubt = Refusal | 'silence' | 'stopped';

/**
 * A write that was put off, and so changed nothing: when it is sent again.
 * @param until ms since 1970; not sent before
 */
export function putOff(step: Step, { status, code }: Refusal, until: number): Failure {
  const why = status === 429 ? 'throttled' : status === 503 ? 'busy' : 'concurrent';
  return failure('step/put-off', {
    ...{ step: step.id, status: String(status), code, why },
    until: isoTime(until),
  });
}

/**
 * The same in the middle of security defaults' switch, of which other parts may stand already.
 * @param until ms since 1970; not sent before, and not at all past the switch's own limit
 */
export function putOffSwitching(step: Step, refusal: Refusal, until: number): Failure {
  const { code, values } = putOff(step, refusal, until);
  return failure(code, { ...values, why: 'switching' });
}

/** Put off as often as it was sent: a person says when to go on. `last`: what `putOff` told. */
export function putOffTooOften(step: Step, last: Failure | null): Failure {
  const { status = '429', code = '' } = last?.code === 'step/put-off' ? last.values : {};
  return failure('step/put-off', { step: step.id, status, code, why: 'often' });
}

type Until = Refusal & { readonly until: number };

/** The same of an emergency stop: it is come back to after the others. `until`: ms since 1970. */
export function whileStopping(step: Step, { status, code, until }: Until): Failure {
  const values = { step: step.id, status: String(status), code, why: 'stopping' };
  return failure('step/put-off', { ...values, until: isoTime(until) });
}

/** And at its end: a person does it by hand, or stops once more. */
export function notInTime(step: Step, putOff: Until): Failure {
  const { code, values } = whileStopping(step, putOff);
  return failure(code, { ...values, why: 'stopOver' });
}

/**
 * One of security defaults' switch, where nothing waits for readings: the same is sent again.
 * @param until ms since 1970; no request leaves after
 */
export function sendingAgain(step: Step, doubt: Doubt, until: number): Failure {
  return failure('step/settling', {
    ...{ step: step.id, ...whyOf(doubt), made: 'again' },
    ...{ from: isoTime(until), until: isoTime(until) },
  });
}

/** An emergency stop waits for what is put off and reads back after it: at most so long. */
const stopMs = 6 * 60_000;

/**
 * One of an emergency stop: the same is sent again, then all of them are read back.
 * @param now ms since 1970
 */
export function settlingStop(step: Step, doubt: Doubt, now: number): Failure {
  return failure('step/settling', {
    ...{ step: step.id, ...whyOf(doubt), made: 'stop' },
    ...{ from: isoTime(now), until: isoTime(now + stopMs) },
  });
}

/** And at its end, where nobody saw it loosened. */
export function notSeenLoosened(step: Step): Failure {
  return failure('step/outcome-unknown', { step: step.id, why: 'stop', deleted: '' });
}

/**
 * A write that may have been carried out: by when reading will tell (execution.md 3.4).
 * @param now ms since 1970
 */
export function settling(step: Step, doubt: Doubt, now: number): Failure {
  const isCreate = createKinds.has(step.kind);
  const at = (ms: number): string => isoTime(now + ms);
  return failure('step/settling', {
    ...{ step: step.id, ...whyOf(doubt), made: isCreate ? 'object' : 'change' },
    ...{ from: at(settleWindowMs(step.kind)), until: at(giveUpMs) },
  });
}

/**
 * The same of a group of our own that is deleted or brought back: read for less long.
 * @param now ms since 1970
 */
export function settlingGroup(step: Step, doubt: Doubt, now: number): Failure {
  return failure('step/settling', {
    ...{ step: step.id, ...whyOf(doubt), made: 'group' },
    ...{
      from: isoTime(now + settleWindowMs('group.remove')),
      until: isoTime(now + groupDeadlineMs),
    },
  });
}

/** A `Retry-After` may name a time that no calendar reaches. */
function isoTime(ms: number): string {
  return new Date(Math.min(ms, lastTime)).toISOString();
}

const lastTime = 8.64e15;

function whyOf(doubt: Doubt): Failure['values'] {
  if (typeof doubt === 'string') return { why: doubt };
  const { status, code } = doubt;
  return { status: String(status), code, why: whyOfStatus(status) };
}

function whyOfStatus(status: number): string {
  if (status < 300) return 'unusable';
  if (status === 424) return 'dependency';
  if ([408, 502, 504].includes(status)) return 'gateway';
  return status >= 500 ? 'broken' : 'answer';
}
