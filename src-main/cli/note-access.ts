import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exportBody, signInBody, type ExportNote } from '../../shared/access/access-bodies';
import type { AccessDraft } from '../../shared/access/access-entry';
import { failure, type Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { m } from '../../shared/paraglide/messages.js';
import { err, ok, type Result } from '../../shared/result';
import { decodeClaims } from '../auth/token-claims';
import type { Source } from '../graph/open-source';
import { appendAccess } from '../store/access-store';
import type { CliContext } from './context';

/** Records in the state folder who acts by which kind of token; the token itself stays here. */
export function noteSignIn(
  context: Pick<CliContext, 'output' | 'token'>,
  directory: string,
  source: Pick<Source, 'clock' | 'signedInUserId' | 'tenantId'>,
): void {
  const account = source.signedInUserId ?? '';
  const body = signInBody({
    ...{ by: account === '' ? 'cli' : account, account, tenant: source.tenantId ?? '' },
    ...{ permission: permissionOf(context.token), isKept: false, as: 'first', from: 'cli' },
  });
  const at = new Date(source.clock.now()).toISOString();
  append(context, directory, { kind: 'signIn', at, body });
}

/** Records in the state folder what was written for others. */
export function noteExport(
  context: Pick<CliContext, 'output' | 'now'>,
  directory: string,
  note: Omit<ExportNote, 'by' | 'from'>,
): void {
  const body = exportBody({ ...note, by: 'cli', from: 'cli' });
  append(context, directory, { kind: 'export', at: new Date(context.now()).toISOString(), body });
}

/** A folder of a plan, of the window's or of the command line, damaged or not. */
export function checkKept(directory: string): Result<void, Failure> {
  return existsSync(join(directory, 'causeway.db'))
    ? ok(undefined)
    : err(failure('store/not-found', { path: directory }));
}

/** Nothing waits for this record: where it cannot be kept, that is said. */
function append({ output }: Pick<CliContext, 'output'>, directory: string, draft: AccessDraft) {
  const kept = appendAccess(directory, draft);
  if (kept.ok) return;
  const { what, why } = describeFailure(kept.failure, output.language);
  output.note(m.cli_access_missed({ why: `${what} ${why}` }, { locale: output.language }));
}

/** As the token says of itself; an opaque one says nothing. */
function permissionOf(token: string | null): 'read' | 'write' | 'unknown' {
  const scopes = token === null ? undefined : decodeClaims(token)?.scp;
  if (scopes === undefined) return 'unknown';
  return /\.ReadWrite\b/.test(scopes) ? 'write' : 'read';
}
