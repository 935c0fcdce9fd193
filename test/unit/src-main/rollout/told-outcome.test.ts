import { afterEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { settlesItself } from '../../../../shared/journal/settles-itself';
import type { Json } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { putOff, settling } from '../../../../src-main/rollout/told-outcome';
import { runProgress } from '../../../../src-main/cli/run-progress';
import type { Output } from '../../../../src-main/cli/output';
import { logText } from '../../../../src-main/workspace/log-text';
import { beforeNextWrite, openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { act, applyTest } from '../../../fixtures/run-rollout';

let bench: KindBench | undefined;
afterEach(() => bench?.close());

/** What is told of the step while it runs, once each; how it ends; what the command line says. */
async function told(kind: Parameters<typeof openKind>[0], rule: Record<string, Json>) {
  const own = (bench = await openKind(kind, { lagMs: 0 }));
  beforeNextWrite(own, () => act(own.source, 'faults', { rules: [rule] }));
  const said: Failure[] = [];
  const command: Failure[] = [];
  const failure = (one: Failure): void => void command.push(one);
  const output = { language: 'en', progress: () => undefined, failure } as unknown as Output;
  const tell = runProgress(own.plan, output);
  const stepOf = () => own.rollout.status().steps.find(({ id }) => id === own.stepId);
  const done = await applyTest(own.rollout, { step: own.stepId }, (event) => {
    tell(event);
    const now = stepOf()?.failure ?? null;
    if (now !== null && JSON.stringify(said.at(-1)) !== JSON.stringify(now)) said.push(now);
  });
  return { done, said, command, left: stepOf()?.failure, entries: own.entries() };
}

const why = ({ code, values }: Failure): string => `${code} ${values['why'] ?? ''}`;
const throttled = { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 7 };
const methods = { method: 'PATCH', path: '/v1.0/policies/authenticationMethodsPolicy*' };

describe('a write of which Microsoft says “later”, or nothing', { timeout: 120_000 }, () => {
  it('429: says that nothing was changed, and when it is sent again', async () => {
    const { done, said, command, left, entries } = await told('method.configure', {
      ...{ ...methods, action: throttled, times: 1 },
    });
    expect([done.ok, said.map(why), left]).toEqual([true, ['step/put-off throttled'], null]);
    expect(command).toEqual(said);
    const put = entries.find(({ type }) => type === 'rejected');
    if (put === undefined) throw new Error('nothing was put off');
    const waits = Date.parse(said[0]?.values['until'] ?? '') - Date.parse(put.at);
    expect(Math.abs(waits - 7_000)).toBeLessThan(500);
    // No refusal in the log either: it is what was sent again.
    expect(logText(put).key).toBe('rollout_log_deferred');
  });

  it('no answer: says that it may have been made, and by when that is known', async () => {
    const { done, said, left } = await told('method.configure', {
      ...{ ...methods, action: { kind: 'dropAfterApplying' }, times: 1 },
    });
    expect([done.ok, said.map(why), left]).toEqual([true, ['step/settling silence'], null]);
    const { from, until } = said[0]?.values ?? {};
    expect(Date.parse(until ?? '') - Date.parse(from ?? '')).toBe(29 * 60_000);
  });

  it('of people in one request: told of the step, and gone once they are settled', async () => {
    const action = { kind: 'status', status: 504, code: 'GatewayTimeout' };
    const rule = { method: 'PATCH', path: '/v1.0/groups/*', action, times: 1 };
    const { said, command, left } = await told('group.add', rule);
    expect([said.map(why), left]).toEqual([['step/settling gateway'], null]);
    expect(command).toEqual(said);
  });

  it('429 to the end: a person says when to go on, and none of it was done', async () => {
    const { done, left } = await told('method.configure', {
      ...methods,
      action: throttled,
      times: 100,
    });
    const failure = { code: 'step/put-off', values: { why: 'often', status: '429' } };
    expect(done).toMatchObject({ ok: false, failure });
    expect(left).toMatchObject(failure);
    expect(settlesItself(left as Failure)).toBe(false);
  });
});

describe.each(['en', 'ja'] as const)('what is told in %s', (language) => {
  const change = { id: 's01', kind: 'method.configure' } as unknown as Step;
  const create = { id: 's02', kind: 'group.create' } as unknown as Step;
  const now = Date.parse('2026-11-22T12:00:00Z');
  const text = (failure: Failure): string => {
    const { what, why: because, do: advice } = describeFailure(failure, language);
    return [what, because, advice].join('\n');
  };

  it('names what happened, whether anything was changed, what comes next and when', () => {
    const later = text(putOff(change, { status: 429, code: 'TooManyRequests' }, now + 7_000));
    const open = text(settling(change, { status: 504, code: '' }, now));
    const made = text(settling(create, 'silence', now));
    const has = {
      en: [/nothing was changed/, /may have been made, or not/, /never sent again by itself/],
      ja: [/変更はありません/, /変更された可能性も、されていない可能性も/, /自動では再送せず/],
    }[language];
    for (const [index, one] of [later, open, made].entries()) {
      expect(one).toMatch(has[index] ?? /^$/);
      expect(one).toMatch(/12:\d\d/);
      expect(one).not.toMatch(/undefined|not known|不明\)|\{\w+\}/);
    }
    // A minute for a change, a quarter of an hour for something new; half an hour at most.
    expect([open, made].map((one) => one.match(/12:\d\d/g))).toEqual([
      ['12:01', '12:30'],
      ['12:15', '12:30'],
    ]);
  });

  it('a time that no calendar reaches stops nothing', () => {
    const far = putOff(change, { status: 429, code: '' }, Number.MAX_VALUE);
    expect(text(far)).toMatch(/\d/);
  });
});
