import { Partition } from '../partition';
import { coverageOf, type Coverage, type CoverageInput } from './coverage';
import type { Scope } from './membership';
import { policyBits, type PolicyBits } from './policy-bits';
import { policyTraits } from './policy-reach';
import { countOf, type ScopeBits } from './scope-bits';

/**
 * What asks each account for MFA, by place: the same as `coverageOf` for each of them, worked out
 * once for all whom the same policies bind for certain, and perhaps.
 */
export function coverOfAll(
  people: ScopeBits,
  scopes: readonly Scope[],
  input: Omit<CoverageInput, 'isSyncAccount'>,
): (place: number, isSyncAccount: boolean) => Coverage {
  const parts = new Partition(people.count);
  for (const policy of input.policies ?? []) {
    const traits = policyTraits(policy);
    if (traits.mattersForCover) part(parts, policyBits(traits, people), people.count);
  }
  const known: Coverage[] = [];
  return (place, isSyncAccount) => {
    const scope = scopes[place];
    if (scope === undefined) throw new Error('There is a scope for every account.');
    const number = 2 * (parts.classOf[place] ?? 0) + Number(isSyncAccount);
    return (known[number] ??= coverageOf(scope, { ...input, isSyncAccount }));
  };
}

function part(parts: Partition, { applies, undecided }: PolicyBits, count: number): void {
  const bound = countOf(applies);
  const open = countOf(undecided);
  // Everybody alike: nothing to tell apart.
  if (open === 0 ? bound === 0 || bound === count : open === count) return;
  parts.by((place) => {
    const word = place >>> 5;
    const bit = place & 31;
    return (((applies[word] ?? 0) >>> bit) & 1) | ((((undecided[word] ?? 0) >>> bit) & 1) << 1);
  });
}
