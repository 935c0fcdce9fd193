import { failure, type Failure } from '../../shared/diagnostic';
import { agreeing } from './settle-times';

/**
 * Why reading told nothing: looks in a row, up to the last, that could not be made. As many of them as
 * would have decided are told as what they are, not as readings that differ.
 */
export class UnreadSince {
  #inRow = 0;
  #last: Failure | null = null;

  /** `reason`: why this look could not be made; null: it was. */
  note(reason: Failure | null): void {
    // Not to be found is a reading like any.
    const isRead = reason === null || reason.code === 'graph/not-found';
    this.#inRow = isRead ? 0 : this.#inRow + 1;
    this.#last = reason;
  }

  /** Null: looks were made to the end, and did not agree. */
  get reason(): Failure | null {
    return this.#inRow >= agreeing ? this.#last : null;
  }
}

/** Some of what was read had no answer that could be used, and no reason of its own. */
export const unusable: Failure = failure('graph/malformed', { code: '' });

/** Values of `step/outcome-unknown`: why a person is asked, and what kept reading from telling. */
export function whyOpen(reason: Failure | null): { readonly why: string } & Failure['values'] {
  if (reason === null) return { why: 'disagree' };
  const { status = '', code = '' } = reason.values;
  return { why: 'unread', read: kindOf(reason), code: [status, code].filter(Boolean).join(' ') };
}

const signIn: ReadonlySet<string> = new Set([
  ...['graph/unauthorized', 'graph/claims-demanded', 'graph/sign-in-again'],
]);

function kindOf({ code }: Failure): string {
  if (code === 'graph/network') return 'network';
  if (code === 'graph/busy' || code === 'graph/throttled') return 'busy';
  return code.startsWith('auth/') || signIn.has(code) ? 'signIn' : 'refused';
}
