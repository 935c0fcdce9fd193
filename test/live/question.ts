import type { Json } from '../../shared/json';
import type { GraphClient } from '../../src-main/graph/graph-client';

/** `asExpected` and `differs` compare with what the product assumes; `seen` where it assumes nothing. */
export type Verdict = 'asExpected' | 'differs' | 'seen' | 'notAsked';

export interface Answered {
  readonly verdict: Verdict;
  /** One line, without anything that names a person or the organisation. */
  readonly seen: string;
}

/** Something about the real service that no document settles (domain.md 9). */
export interface Question {
  readonly id: string;
  readonly about: string;
  /** What a maintainer must allow: `limits` sends many reads in a row, `write` changes and restores. */
  readonly needs: 'read' | 'limits' | 'write';
  ask(live: Live): Promise<Answered>;
}

/** A tenant to ask. */
export interface Live {
  readonly graph: GraphClient;
  readonly signedInUserId: string | null;
  /** Sends one write, once; only with `--write`. Answers its status and body. */
  write(path: string, body: Json): Promise<{ readonly status: number; readonly json: Json }>;
}

export const asExpected = (seen: string): Answered => ({ verdict: 'asExpected', seen });
export const differs = (seen: string): Answered => ({ verdict: 'differs', seen });
export const sawThat = (seen: string): Answered => ({ verdict: 'seen', seen });
export const notAsked = (seen: string): Answered => ({ verdict: 'notAsked', seen });
