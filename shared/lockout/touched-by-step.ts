import type { TenantImage } from '../plan/post-image';
import type { Step } from '../plan/step';
import type { PeoplePlaces } from '../people-places';
import type { Act } from './person-classes';

/** People by place, each once, and beside each the number of what is done to that person. */
export interface Lot {
  readonly places: Int32Array;
  readonly actOf: Uint8Array;
  readonly acts: readonly Act[];
}

/** Whose verdict a step can change. */
export type Touched = 'nobody' | 'everybody' | Lot;

const memberKinds: ReadonlySet<Step['kind']> = new Set(['group.add', 'group.remove']);
const replacing: ReadonlySet<Step['purpose']> = new Set(['replaceServiceAccount', 'blockSignIn']);

/** `image`: before the step. */
export function touchedBy(step: Step, image: TenantImage, places: PeoplePlaces): Touched {
  switch (step.kind) {
    case 'soak':
    case 'gate':
    case 'group.create':
    case 'ca.create':
      return 'nobody';
    case 'manual':
      return replacing.has(step.purpose) ? replacedBy(step, places) : 'nobody';
    case 'group.add':
    case 'group.remove':
    case 'perUserMfa.set':
      return byItems(step, places);
    case 'ca.setState': {
      const isQuiet = step.prior?.['state'] !== 'enabled' && step.planned?.['state'] !== 'enabled';
      return isQuiet || image.conditionalAccess === null ? 'nobody' : 'everybody';
    }
    case 'ca.exclude':
      return image.conditionalAccess === null ? 'nobody' : 'everybody';
    case 'securityDefaults.set':
      return 'everybody';
    case 'method.configure':
    case 'migration.state':
    case 'systemPreferred.set':
    case 'campaign.set':
    case 'passkeyOptOut.set':
      return image.policy === null ? 'nobody' : 'everybody';
  }
}

function replacedBy(step: Step, places: PeoplePlaces): Touched {
  const named = Int32Array.from(new Set(places.ofAll(step.manual?.userIds ?? [])));
  return { places: named, actOf: new Uint8Array(named.length), acts: [{ kind: 'replace' }] };
}

type State = 'disabled' | 'enabled' | 'enforced';
const states: readonly State[] = ['disabled', 'enabled', 'enforced'];

function byItems(step: Step, places: PeoplePlaces): Touched {
  const group = step.target.id.toLowerCase();
  const isOfGroup = memberKinds.has(step.kind);
  const acts: readonly Act[] = isOfGroup
    ? [
        { kind: 'join', group },
        { kind: 'leave', group },
      ]
    : states.map((state) => ({ kind: 'perUserMfa', state }));
  const items = step.items ?? [];
  const named = new Int32Array(items.length);
  const actOf = new Uint8Array(items.length);
  let count = 0;
  let isAscending = true;
  for (const { userId, planned } of items) {
    const place = places.of(userId);
    const act = isOfGroup ? Number(planned !== 'member') : states.indexOf(planned as State);
    if (place < 0 || act < 0) continue;
    isAscending &&= count === 0 || place > (named[count - 1] ?? -1);
    named[count] = place;
    actOf[count] = act;
    count += 1;
  }
  const lot = { places: named.subarray(0, count), actOf: actOf.subarray(0, count), acts };
  return isAscending || !namesTwice(lot.places, places.count) ? lot : onceEach(lot);
}

function namesTwice(named: Int32Array, people: number): boolean {
  const seen = new Uint8Array(people);
  for (const place of named) {
    if (seen[place] === 1) return true;
    seen[place] = 1;
  }
  return false;
}

/** The last word counts where a step names somebody twice, as it does in the image. */
function onceEach({ places, actOf, acts }: Lot): Lot {
  const last = new Map<number, number>();
  for (const [item, place] of places.entries()) last.set(place, actOf[item] ?? 0);
  return { places: Int32Array.from(last.keys()), actOf: Uint8Array.from(last.values()), acts };
}
