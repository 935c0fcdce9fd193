import { expect, test } from 'vitest';
import {
  parseKeptPlan,
  parsePlan,
  planHashOf,
  serializePlan,
} from '../../../../shared/plan/plan-file';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import { parsePlanFile } from '../../../../src-main/files/parse-plan-file';
import { sha256 } from '../../../fixtures/stable-id';
import { planScenario } from './plans';

const { plan } = planScenario('S12');
const of = (kind: Step['kind']): Step => plan.steps.find((step) => step.kind === kind) as Step;
const alone = ({ bundle: _bundle, ...step }: Step): Step => step;
const policy = { ...of('ca.setState').target, id: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' };
/** Policies off, then security defaults on, a step each: as it was planned before they were one move. */
const steps: readonly Step[] = [
  {
    ...alone(of('ca.setState')),
    ...{ id: 's01', purpose: 'caOff', target: policy },
    ...{ prior: { state: 'enabled' }, planned: { state: 'disabled' } },
    reverse: { kind: 'restore', to: { state: 'enabled' } },
  },
  {
    ...alone(of('securityDefaults.set')),
    ...{ id: 's02', purpose: 'securityDefaultsOn' },
    ...{ prior: { isEnabled: false }, planned: { isEnabled: true } },
    reverse: { kind: 'restore', to: { isEnabled: false } },
  },
];

function textOf(changed: readonly Step[]): string {
  const other: Plan = { ...plan, steps: changed };
  return serializePlan({ ...other, planHash: planHashOf(other, sha256) });
}

test('a plan of an earlier build says so, and its journal is read by it all the same', () => {
  const failure = { code: 'plan/older-build', values: { step: 's02' } };
  expect(parsePlan(textOf(steps), sha256)).toMatchObject({ ok: false, failure });
  expect(parsePlanFile(textOf(steps), 'x.causeway', sha256)).toMatchObject({
    failure: { ...failure, values: { file: 'x.causeway', step: 's02' } },
  });
  expect(parseKeptPlan(textOf(steps), sha256)).toMatchObject({ ok: true });
});

test('age alone excuses nothing else', () => {
  const [off, on] = steps as [Step, Step];
  const broken = textOf([{ ...off, id: 's07' }, on]);
  for (const parse of [parsePlan, parseKeptPlan]) {
    expect(parse(broken, sha256)).toMatchObject({ failure: { code: 'file/invalid' } });
  }
  const edited = textOf(steps).replace(/"planHash": "./, '"planHash": "x');
  expect(parseKeptPlan(edited, sha256).ok).toBe(false);
});
