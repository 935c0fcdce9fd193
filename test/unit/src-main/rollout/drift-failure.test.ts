import { expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { driftFailure } from '../../../../src-main/rollout/drift-failure';
import type { Engine } from '../../../../src-main/rollout/engine';

const step = (id: string): Step => ({ id, target: { name: 'MFA for all' } }) as unknown as Step;
const nothing = { hasChanged: false, isUnsettled: false, changedItems: new Set<string>() };
type Known = Partial<typeof nothing>;

/** An engine that knows so much of its steps. */
const engine = (known: Readonly<Record<string, Known>>): Pick<Engine, 'log'> =>
  ({ log: { state: (id: string) => ({ ...nothing, ...known[id] }) } }) as unknown as Engine;

it.each<readonly [string, Known, 'yes' | 'no']>([
  ['nothing was sent', {}, 'no'],
  ['its change was read back', { hasChanged: true }, 'yes'],
  ['nobody knows what became of its request', { isUnsettled: true }, 'yes'],
  ['some of its people are changed', { changedItems: new Set(['u1']) }, 'yes'],
])('says of drift whether anything was written where %s', (_, known, written) => {
  const told = driftFailure(engine({ s04: known }), step('s04'));
  expect(told).toMatchObject({ code: 'step/drift', values: { step: 's04', written } });
});

it('takes a request that was refused for certain for none', () => {
  const refused = { isRefused: true };
  const written = (known: Known): unknown =>
    driftFailure(engine({ s04: known }), step('s04'), refused).values['written'];
  expect(written({ isUnsettled: true })).toBe('no');
  expect(written({ isUnsettled: true, hasChanged: true })).toBe('yes');
});

it('asks all steps that go together', () => {
  const among = [step('s04'), step('s05')];
  const known = engine({ s05: { hasChanged: true } });
  expect(driftFailure(known, step('s04'), { among }).values['written']).toBe('yes');
});
