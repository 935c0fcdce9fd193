import {
  neededScopes,
  optionalScopes,
  readScopes,
  writeScopes,
  type OptionalScope,
  type WriteScope,
} from '../../shared/registration/graph-scopes';

export type ScopeKind = 'read' | 'write';

/**
 * Scopes of one token request. A write token also reads: what is about to be changed is read
 * with the same token. Outside the global cloud the resource is written out in full.
 * @param graphOrigin e.g. https://graph.microsoft.us; undefined: short names (global, practice)
 */
export function scopesFor(kind: ScopeKind, graphOrigin?: string): string[] {
  const names = kind === 'write' ? [...readScopes, ...writeScopes] : [...readScopes];
  return inFull(names, graphOrigin);
}

function inFull(names: readonly string[], graphOrigin: string | undefined): string[] {
  return graphOrigin === undefined ? [...names] : names.map((name) => `${graphOrigin}/${name}`);
}

const globalGraph = 'https://graph.microsoft.com';
/** A permission to read that was refused is asked for again, without a browser, after so long, ms. */
const againMs = 30 * 60_000;

/** What one sign-in asks for: the lists above, and what a person has allowed beside them. */
export class AskedScopes {
  readonly #origin: string | undefined;
  readonly #allowed = new Set<OptionalScope>();
  readonly #confirmed = new Set<WriteScope>();
  /** When each was refused last. */
  readonly #lacking = new Map<string, number>();

  /**
   * @param graphOrigin of the cloud; undefined: the global one, or a practice tenant
   * @param now milliseconds since 1970
   */
  constructor(
    graphOrigin: string | undefined,
    private readonly now: () => number,
  ) {
    this.#origin = graphOrigin === globalGraph ? undefined : graphOrigin;
  }

  /** The resource that tokens are for. */
  get graph(): string {
    return this.#origin ?? globalGraph;
  }

  get allowed(): readonly OptionalScope[] {
    return [...this.#allowed];
  }

  /** `write`: permissions to change that are wanted beside those to read. */
  of(kind: ScopeKind, write: readonly WriteScope[] = writeScopes): string[] {
    const also = kind === 'read' ? this.allowed : write;
    // Reading alone asks again for what was refused: in a page of a write it would refuse the whole.
    const isOut = (scope: string): boolean =>
      kind === 'write' ? this.#lacking.has(scopeName(scope)) : this.#isOut(scope);
    const given = readScopes.filter((scope) => !isOut(scope));
    return inFull([...given, ...also], this.#origin);
  }

  /** Permissions to read that were asked for and not given. */
  get lacking(): readonly string[] {
    return readScopes.filter((scope) => this.#lacking.has(scopeName(scope)));
  }

  /** Refused so lately that it is not asked for: an administrator may have given it since. */
  #isOut(scope: string): boolean {
    const at = this.#lacking.get(scopeName(scope));
    return at !== undefined && Math.abs(this.now() - at) < againMs;
  }

  /**
   * These are not given: not asked for again for a while, an optional one not before somebody wants it
   * again.
   * @param again what this very question asked for once more: given by now where not among them
   */
  lack(scopes: readonly string[], again: readonly string[] = []): void {
    for (const scope of again) this.#lacking.delete(scopeName(scope));
    for (const scope of scopes) this.#lacking.set(scopeName(scope), this.now());
    for (const scope of this.#allowed) {
      if (this.#lacking.has(scopeName(scope))) this.#allowed.delete(scope);
    }
  }

  /** What a token is asked for with, what of it everything needs, what is asked for once more. */
  wanted(
    kind: ScopeKind,
    write?: readonly WriteScope[],
  ): ReturnType<AskedScopes['whole']> & { readonly again: readonly string[] } {
    const again = kind === 'read' ? this.lacking.filter((scope) => !this.#isOut(scope)) : [];
    return { ...this.whole(), all: this.of(kind, write), again };
  }

  /** All there is to read with, for a person to be asked about: some of it may be given by now. */
  whole(): { readonly all: readonly string[]; readonly needed: readonly string[] } {
    const needed = readScopes.filter((scope) => neededScopes.has(scope));
    const all = inFull([...readScopes, ...this.#allowed], this.#origin);
    return { all, needed: inFull(needed, this.#origin) };
  }

  /** The answer to a question about the whole: these are lacking, and no others. */
  settle(lacking: readonly string[]): void {
    this.#lacking.clear();
    this.lack(lacking);
  }

  /** Permissions to change that a person was asked about, and gave. */
  get confirmed(): readonly WriteScope[] {
    return [...this.#confirmed];
  }

  /** Whether a person said yes to all of these in this process. */
  isConfirmed(write: readonly WriteScope[] = writeScopes): boolean {
    return !this.isUnconfirmed && write.every((scope) => this.#confirmed.has(scope));
  }

  /**
   * A sign-in that was kept cannot write before a person stood behind it in this process, and each
   * permission to change is asked for at the first write that takes it (T11).
   */
  takesPerson(kind: ScopeKind, write?: readonly WriteScope[]): boolean {
    return kind === 'write' && !this.isConfirmed(write);
  }

  get isUnconfirmed(): boolean {
    return this.#confirmed.size === 0;
  }

  /** A person said yes; the service may have given more than was asked (T11). */
  confirm(granted: readonly string[]): void {
    const missing = new Set(missingScopes(writeScopes, granted));
    for (const scope of writeScopes) if (!missing.has(scope)) this.#confirmed.add(scope);
  }

  /** As at the start: a person is asked before the next write. */
  unconfirm(): void {
    this.#confirmed.clear();
  }

  /** Asked apart: one name that a tenant does not know fails a whole question (T11). */
  apart(scopes: readonly OptionalScope[]): string[] {
    return inFull(scopes, this.#origin);
  }

  allow(scopes: readonly OptionalScope[]): void {
    for (const scope of scopes) {
      this.#allowed.add(scope);
      this.#lacking.delete(scopeName(scope));
    }
  }
}

/** What MSAL adds to every question: who it is, and going on without asking again. */
const signInScopes = ['openid', 'profile', 'email', 'offline_access'];
const spare = readScopes.filter((one) => !neededScopes.has(one));
const lackable = new Set([...spare, ...optionalScopes].map(scopeName));
const harmless = new Set([...readScopes, ...optionalScopes, ...signInScopes].map(scopeName));

/**
 * True where nothing but permissions to read is asked for. SECURITY: by a list of what may be asked,
 * so that a name nobody thought of, `.default` too, counts as a permission to change.
 * @param given every `scope` of one request; none or two of them are no question we know
 */
export function asksOnlyToRead(given: readonly string[]): boolean {
  const names = given.length === 1 ? (given[0] ?? '').split(' ').filter((one) => one !== '') : [];
  return names.length > 0 && names.every((name) => harmless.has(scopeName(name)));
}

/** Compares scopes by their own name: answers come with or without the resource, in any case. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const have = new Set(granted.map(scopeName));
  return asked.filter((scope) => !have.has(scopeName(scope)));
}

/** True for a permission to read without which the rest is still worth reading. */
export function mayLack(scope: string): boolean {
  return lackable.has(scopeName(scope));
}

/** What cannot be had without these: anything at all, a change, or no more than what they read. */
export function lossOf(scopes: readonly string[]): 'needed' | 'change' | 'reading' {
  const names = new Set(scopes.map(scopeName));
  const isAmong = (list: readonly string[]): boolean =>
    list.some((one) => names.has(scopeName(one)));
  if (isAmong([...neededScopes])) return 'needed';
  return isAmong(writeScopes) ? 'change' : 'reading';
}

function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
