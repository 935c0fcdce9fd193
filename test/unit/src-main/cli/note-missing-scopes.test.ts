import { expect, test } from 'vitest';
import type { Language } from '../../../../shared/i18n/format';
import { nothingRead } from '../../../../shared/tenant/nothing-read';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { noteMissingScopes } from '../../../../src-main/cli/note-missing-scopes';
import { Output } from '../../../../src-main/cli/output';
import { jwt } from '../auth/fake-authority';

const takenAt = '2026-11-22T00:00:00.000Z';
const tenantId = '11111111-aaaa-4aaa-8aaa-111111111111';
const without = nothingRead({ tenantId, cloud: 'global', origin: 'https', takenAt });

/** What is said of a reading whose log was refused. */
function said(scp: string | null, graphCode: string, language: Language = 'en'): string {
  let err = '';
  const streams = { out: { write: () => true }, err: { write: (text: string) => (err += text) } };
  const output = new Output(streams, language, 'UTC', true, () => 0);
  const refused = { kind: 'unread', reason: { code: 'refused', status: 403, graphCode } } as const;
  const snapshot: Snapshot = { ...without, registration: refused };
  noteMissingScopes({ output, token: scp === null ? 'opaque' : jwt({ scp }) }, snapshot);
  return err.replace(/\s+/g, ' ');
}
const denied = 'Authorization_RequestDenied';

test('names the permission, what stays unknown, how to grant it, and the exit code', () => {
  const text = said('User.Read User.Read.All', denied);
  expect(text).toMatch(/lacks the permission AuditLog\.Read\.All\. Unknown without it: [^.]+\./);
  expect(text).toContain('API permissions');
  expect(text).toContain('exit code 5');
  expect(said('User.Read', denied, 'ja')).toMatch(
    /アクセス許可 AuditLog\.Read\.All がありません.*終了コード 5/,
  );
});

test('says of a token that does not tell what it holds no more than that it may lack it', () => {
  expect(said(null, denied)).toContain('may lack the permission AuditLog.Read.All');
});

test('says nothing where the permission is there: a role is missing then, or a new sign-in', () => {
  expect(said('AuditLog.Read.All', denied)).toBe('');
  expect(said('User.Read', 'AccessDenied')).toBe('');
});
