import type { MethodTarget } from '../entra/method-configuration';
import type { TenantImage } from '../plan/post-image';

interface UserList {
  /** Policy and field, with what a target says beside its id. */
  readonly place: string;
  readonly ids: readonly string[];
}

/**
 * In which lists of single users somebody stands, over the images of a plan: include and exclude of
 * Conditional Access policies, targets of methods, of the registration campaign and of the preferred
 * method. Users who stand in the same ones are alike to every policy, however many of them it names
 * one by one.
 */
export class UserLists {
  /** By lower-case id: numbers of the lists that name it. */
  readonly #keys = new Map<string, string>();
  readonly #seen = new Map<string, readonly string[]>();
  /** How the ids that are named end: only who ends alike is looked up, in small letters. */
  readonly #ends = new Uint8Array(endings);
  #count = 0;

  /** Takes the lists of one more image; a list that stands as before counts once. */
  add(image: TenantImage): void {
    for (const { place, ids } of listsOf(image)) {
      if (isSameList(this.#seen.get(place), ids)) continue;
      this.#seen.set(place, ids);
      this.#count += 1;
      const number = `${String(this.#count)},`;
      for (const id of new Set(ids.map((one) => one.toLowerCase()))) {
        this.#keys.set(id, `${this.#keys.get(id) ?? ''}${number}`);
        this.#ends[endOf(id)] = 1;
      }
    }
  }

  /** True while no image names any user by itself. */
  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  /** The same for two users who stand in the same lists; empty for who stands in none. */
  keyOf(userId: string): string {
    if (this.#ends[endOf(userId)] === 0) return '';
    return this.#keys.get(userId.toLowerCase()) ?? '';
  }
}

const endings = 1 << 14;

/** The last two letters as one number, whatever their case; one for all that end beyond ASCII. */
function endOf(id: string): number {
  const [last, before] = [id.charCodeAt(id.length - 1), id.charCodeAt(id.length - 2)];
  const isAscii = last < 128 && before < 128;
  return isAscii ? (((before | 0x20) << 7) | (last | 0x20)) & (endings - 1) : 0;
}

function isSameList(before: readonly string[] | undefined, now: readonly string[]): boolean {
  if (before === now) return true;
  return before?.length === now.length && before.every((id, place) => id === now[place]);
}

function* listsOf(image: TenantImage): Generator<UserList, void> {
  for (const { id, conditions } of image.conditionalAccess ?? []) {
    const { users } = conditions;
    yield { place: `${id} include`, ids: users?.includeUsers ?? [] };
    yield { place: `${id} exclude`, ids: users?.excludeUsers ?? [] };
  }
  const { policy } = image;
  for (const one of policy?.authenticationMethodConfigurations ?? []) {
    yield* targetLists(`${one.id} include`, one.includeTargets);
    yield* targetLists(`${one.id} exclude`, one.excludeTargets);
  }
  const campaign =
    policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  yield* targetLists('campaign include', campaign?.includeTargets);
  yield* targetLists('campaign exclude', campaign?.excludeTargets);
  const preferred = policy?.systemCredentialPreferences ?? null;
  yield* targetLists('preferred include', preferred?.includeTargets);
  yield* targetLists('preferred exclude', preferred?.excludeTargets);
}

/** Targets say more than an id, such as a mode of sign-in: each such saying is a list of its own. */
function* targetLists(
  place: string,
  targets: readonly MethodTarget[] | null | undefined,
): Generator<UserList, void> {
  const bySaying = new Map<string, string[]>();
  for (const { id, ...saying } of targets ?? []) {
    if (saying.targetType !== 'user') continue;
    const key = JSON.stringify(saying);
    const ids = bySaying.get(key) ?? [];
    bySaying.set(key, ids);
    ids.push(id);
  }
  for (const [saying, ids] of bySaying) yield { place: `${place} ${saying}`, ids };
}
