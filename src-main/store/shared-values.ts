import type { Once } from '../../shared/entra/decode-row';
import { isJsonObject, type Json } from '../../shared/json';
import { PeoplePlaces } from '../../shared/people-places';
import { DecodedParts, mostValues } from './decoded-parts';

interface Account {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string | null;
}

/**
 * Gives rows that say the same the same values: a department, a list of licences or methods is kept
 * once for all who have it. Rows are read only, so that nobody can tell but memory.
 */
export class SharedValues {
  #known: readonly Account[] = [];
  #places: PeoplePlaces | null = null;
  readonly #fields = new Map<string, Map<string, unknown>>();
  readonly #decoded = new Map<string, DecodedParts>();
  /** Values that are kept for all already. */
  readonly #kept = new WeakSet();

  /** Whose texts the rows of other lists repeat: ids and names of accounts. */
  know(accounts: readonly Account[]): void {
    this.#known = accounts;
    this.#places = null;
  }

  /**
   * Other lists mostly name accounts in the order in which these came. Looked for when the first row
   * asks: where all rows lie in columns, none does.
   */
  #accountOf(id: string): Account | undefined {
    this.#places ??= new PeoplePlaces(this.#known);
    const place = this.#places.of(id);
    return place < 0 ? undefined : this.#known[place];
  }

  /** The id as its account has it. */
  id(id: string): string {
    return this.#accountOf(id)?.id ?? id;
  }

  /** What is made of a part of a row, made once for all who have it. */
  readonly once: Once = (field, value, decode) => {
    if (value === null) return decode(value);
    let known = this.#decoded.get(field);
    if (known === undefined) this.#decoded.set(field, (known = new DecodedParts()));
    const before = known.of(value);
    if (before !== undefined) return before as ReturnType<typeof decode>;
    const made = decode(value);
    if (made === undefined || made === null || !known.keep(value, made)) return made;
    if (typeof made === 'object') this.#kept.add(made);
    return made;
  };

  /** The row itself, what it says of an account replaced by the account's own texts. */
  ofAccount<T extends object>(row: T): T {
    const target = row as Record<string, unknown>;
    const { id } = target;
    const account = typeof id === 'string' ? this.#accountOf(id) : undefined;
    if (account === undefined) return row;
    for (const name in target) {
      const told = textOf(account, target[name]);
      if (told !== undefined) target[name] = told;
    }
    return row;
  }

  /** The row itself, its values replaced by equal ones that were seen before. */
  row<T>(row: T): T {
    const values = row as Json;
    if (!isJsonObject(values)) return row;
    const target = this.ofAccount(values) as Record<string, unknown>;
    for (const name of Object.keys(target)) {
      const value = target[name];
      if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) continue;
      if (typeof value === 'object' && this.#kept.has(value)) continue;
      const shared = this.#shared(name, value);
      if (shared !== value) target[name] = shared;
    }
    return row;
  }

  /** The value that is kept for all who say the same of a field. */
  same(name: string, value: Json): Json {
    const isOne = typeof value === 'string' || (typeof value === 'object' && value !== null);
    return isOne ? (this.#shared(name, value) as Json) : value;
  }

  #shared(name: string, value: string | object): unknown {
    let known = this.#fields.get(name);
    if (known === undefined) this.#fields.set(name, (known = new Map<string, unknown>()));
    if (known.size >= mostValues) return value;
    const key = typeof value === 'string' ? `t${value}` : `o${JSON.stringify(value)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, value);
    if (typeof value === 'object') this.#kept.add(value);
    return value;
  }
}

function textOf(account: Account, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === account.id) return account.id;
  if (value === account.userPrincipalName) return account.userPrincipalName;
  return value === account.displayName ? account.displayName : undefined;
}
