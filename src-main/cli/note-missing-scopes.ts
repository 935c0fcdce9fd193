import { needsNewSignIn, readAccess } from '../../shared/assess/read-access';
import { refusedData } from '../../shared/assess/unread';
import { listText } from '../../shared/i18n/list-text';
import { term } from '../../shared/i18n/terms';
import { m } from '../../shared/paraglide/messages.js';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { missingScopes } from '../auth/scopes';
import { decodeClaims } from '../auth/token-claims';
import type { CliContext } from './context';
import { visible, type Output } from './output';
import { textWidth, wrapped } from './views/lines';

/**
 * Names each permission to read that the token lacks and something was refused for, with what stays
 * unknown without it, and how it is granted.
 */
export function noteMissingScopes(
  { output, token }: Pick<CliContext, 'output' | 'token'>,
  snapshot: Snapshot,
): void {
  const missing = missingScopeNotes({ output, token }, snapshot);
  for (const text of missing) noteWrapped(output, text);
  if (missing.length > 0) noteScopeGrant(output);
}

/** How a permission that was named is granted. */
export function noteScopeGrant(output: Output): void {
  noteWrapped(output, m.cli_scope_grant({}, { locale: output.language }));
}

/**
 * A sentence per permission. Of a token that does not tell what it holds, every permission that the
 * refused data takes is named as one that may be missing.
 */
export function missingScopeNotes(
  { output, token }: Pick<CliContext, 'output' | 'token'>,
  snapshot: Snapshot,
): readonly string[] {
  const held = token === null ? undefined : decodeClaims(token)?.scp?.split(' ');
  const without = new Map<string, string[]>();
  for (const { source, reason } of refusedData(snapshot)) {
    // Older than the consent: no permission helps, only a new token.
    if (needsNewSignIn(reason.graphCode)) continue;
    for (const scope of missingScopes(readAccess[source].scopes, held ?? [])) {
      without.set(scope, [...(without.get(scope) ?? []), term(source, 'source', output.language)]);
    }
  }
  const options = { locale: output.language };
  return [...without].map(([scope, sources]) => {
    const values = { scope, sources: listText(sources, 0, output.language) };
    return held === undefined
      ? m.cli_scope_may_miss(values, options)
      : m.cli_scope_missing(values, options);
  });
}

/** A long sentence for the person at the keyboard, in lines. */
export function noteWrapped(output: Output, text: string): void {
  output.note(wrapped(visible(text), textWidth, '').join('\n'));
}
