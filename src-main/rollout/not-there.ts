import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { differingValues } from '../../shared/plan/differing-values';
import { resolveJson } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';

/** As much of one value as a sentence bears. */
const longest = 120;
const mostNamed = 6;

/** Done by hand, but the tenant doesn't show it: which values are still other ones, and which. */
export function notThereYet(engine: Pick<Engine, 'refs'>, step: Step, live: Json): Failure {
  const planned = resolveJson(step.planned ?? {}, engine.refs);
  const open =
    isJsonObject(planned) && isJsonObject(live) ? differingValues(step.owned, planned, live) : [];
  const named = open
    .slice(0, mostNamed)
    .map((one) => `${one.path}: ${textOf(one.now)} → ${textOf(one.planned)}`);
  const more = open.length > mostNamed ? ['…'] : [];
  return failure('step/not-there-yet', {
    ...{ step: step.id, target: step.target.name },
    differs: [...named, ...more].join('; '),
  });
}

/** The same of a step over people: how many of those it is about are there. */
export function partlyThere(step: Step, done: number, total: number): Failure {
  const values = { done: String(done), total: String(total) };
  return failure('step/partly-there', { step: step.id, target: step.target.name, ...values });
}

function textOf(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
