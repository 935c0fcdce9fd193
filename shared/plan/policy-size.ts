import type { Json } from '../json';
import { applyStep, imageOfPlan, type TenantImage } from './post-image';
import type { Plan } from './plan';

/** UTF-8 length of a text, without an encoder: this room has none. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * UTF-8 length of the methods policy after the steps of an image: the length as read plus what the
 * plan adds to or takes from it (limits in `entra/retirement-dates`; R15). Zero when not read.
 */
export function policyBytesAfter(plan: Plan, image: TenantImage): number {
  const before = imageOfPlan(plan).policy;
  if (before === null || image.policy === null) return 0;
  const grown = lengthOf(image.policy as unknown as Json) - lengthOf(before as unknown as Json);
  return plan.baseline.policyBytes + grown;
}

function lengthOf(value: Json): number {
  return utf8Length(JSON.stringify(value));
}

/** The largest the methods policy gets while the plan is applied. */
export function largestPolicyBytes(plan: Plan): number {
  let image = imageOfPlan(plan);
  let largest = plan.baseline.policyBytes;
  for (const step of plan.steps) {
    const next = applyStep(image, step);
    if (next.policy !== image.policy) largest = Math.max(largest, policyBytesAfter(plan, next));
    image = next;
  }
  return largest;
}
