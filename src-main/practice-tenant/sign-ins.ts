import type { PlacedRun } from './accounts';
import { dayMs } from './clock';
import type { Directory } from './directory';
import type { JsonObject } from './json';
import type { Rows } from './odata';
import { appliedPolicies, SignIn } from './sign-in-row';
import { signInKinds, type SignInKind } from './sign-in-kinds';

export interface SignInOptions {
  /** Beta lists those that are not interactive too, and tells the protocol. */
  readonly isBeta: boolean;
  /** Oldest first. */
  readonly isRising: boolean;
}

/** Sign-ins of one run of accounts: all at the same time, of the same kinds. */
interface Stretch {
  readonly run: PlacedRun;
  readonly kinds: readonly SignInKind[];
  readonly at: number;
  /** `at` as the log prints it. */
  readonly time: string;
  /** Place of its first row in the list. */
  readonly start: number;
}

/**
 * Sign-ins of the last 30 days: one for each account that signs in regularly, moving on with the
 * tenant's clock, and one for each special use a scenario names. Rows are made when looked at.
 */
export function signInRows(directory: Directory, options: SignInOptions): Rows {
  const { stretches, length } = layOut(directory, options);
  const policies = appliedPolicies(directory);
  return {
    length,
    ordinalAt: (index) => index,
    rowAt: (index, names) => {
      const stretch = stretchAt(stretches, index);
      if (stretch === undefined) return undefined;
      const { run, kinds, at, time, start } = stretch;
      const user = directory.users.at(run.from + Math.floor((index - start) / kinds.length));
      const kind = kinds[(index - start) % kinds.length];
      if (kind === undefined || user?.removed !== false || !user.isEnabled) return undefined;
      const row: JsonObject = new SignIn({ directory, user, kind, at, time, policies }).pick(names);
      if (!options.isBeta) {
        delete row['authenticationProtocol'];
        delete row['signInEventTypes'];
      }
      return row;
    },
  };
}

function layOut(
  directory: Directory,
  { isBeta, isRising }: SignInOptions,
): { stretches: Stretch[]; length: number } {
  const found = directory.users.runs.flatMap((run) => {
    const at = lastAt(directory, run);
    const kinds = signInKinds(run.traits).filter((kind) => isBeta || kind.isInteractive);
    return at === undefined || run.count === 0 ? [] : [{ run, kinds, at }];
  });
  found.sort((a, b) => (isRising ? a.at - b.at : b.at - a.at));
  let length = 0;
  const stretches = found.map((stretch): Stretch => {
    const start = length;
    length += stretch.run.count * stretch.kinds.length;
    return { ...stretch, start, time: new Date(stretch.at).toISOString() };
  });
  return { stretches, length };
}

/**
 * The latest sign-in of accounts of this rhythm: as long before the opening as the scenario says,
 * and again each time as much time has passed. Undefined when older than 30 days or never.
 */
function lastAt({ openedAt, clock }: Directory, { traits }: PlacedRun): number | undefined {
  const isSpecial = traits.legacyAuth !== undefined || traits.ropc || traits.usesNps;
  // A special use is always one of the last 30 days (scenarios/README).
  const days = isSpecial ? Math.min(traits.lastSignInDays ?? 1, 29) : traits.lastSignInDays;
  if (days === null) return undefined;
  const period = Math.max(days, 1) * dayMs;
  const now = clock.now();
  const times = Math.max(0, Math.floor((now - openedAt) / period));
  const at = openedAt - days * dayMs + times * period;
  return now - at > 30 * dayMs ? undefined : at;
}

function stretchAt(stretches: readonly Stretch[], index: number): Stretch | undefined {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.start ?? Infinity) <= index) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}
