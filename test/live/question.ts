import type { Json } from '../../shared/json';
import type { GraphClient } from '../../src-main/graph/graph-client';

/** `asExpected` and `differs` compare with what the product assumes; `seen` where it assumes nothing. */
export type Verdict = 'asExpected' | 'differs' | 'seen' | 'notAsked';

export interface Answered {
  readonly verdict: Verdict;
  /** One line, the service's own words among it: `--out` keeps it without what names anybody. */
  readonly seen: string;
}

/** `limits`: many requests in a row; `write`: writes that leave everything as it was. */
export type Leave = 'limits' | 'write';

/** Something about the real service that no document settles (domain.md 9). */
export interface Question {
  readonly id: string;
  readonly about: string;
  /** The requests that answer it: method and path. */
  readonly requests: readonly string[];
  /** What a maintainer must allow; nothing: a few reads. */
  readonly needs: readonly Leave[];
  ask(live: Live): Promise<Answered>;
}

/** What a write was answered with. Status 0: no answer came, and it may have been taken. */
export interface Sent {
  readonly status: number;
  readonly json: Json;
  /** `Retry-After` as it came; null: none. */
  readonly retryAfter: string | null;
}

/** A tenant to ask. */
export interface Live {
  readonly graph: GraphClient;
  readonly signedInUserId: string | null;
  /** Sends one PATCH, once; only with `--write`. */
  write(path: string, body: Json): Promise<Sent>;
}

export const asExpected = (seen: string): Answered => ({ verdict: 'asExpected', seen });
export const differs = (seen: string): Answered => ({ verdict: 'differs', seen });
export const sawThat = (seen: string): Answered => ({ verdict: 'seen', seen });
export const notAsked = (seen: string): Answered => ({ verdict: 'notAsked', seen });
