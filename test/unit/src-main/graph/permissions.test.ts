import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAccess } from '../../../../shared/assess/read-access';
import { readScopes, writeScopes } from '../../../../shared/registration/graph-scopes';
import type { ReadRow } from '../../../../src-main/graph/read-row';
import { reads } from '../../../../src-main/graph/reads';
import { additions } from '../../../tools/openapi-additions';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const rows: readonly (readonly [string, ReadRow])[] = Object.entries(reads);

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly 'x-graph-delegated-permissions'?: Readonly<Record<string, readonly string[]>>;
        };
      }
    >
  >;
}
const described = Object.fromEntries(
  ['v1.0', 'beta'].map((version) => {
    const file = join(root, '..', 'shared', 'graph', `openapi-subset-${version}.json`);
    return [version, JSON.parse(readFileSync(file, 'utf8')) as Described];
  }),
);

/** Delegated permissions Microsoft names for this read; empty: it names none. */
function permissionsOf({ url }: ReadRow): readonly string[] {
  const [, version, ...rest] = (url.split('?')[0] ?? '').split('/');
  const parts = rest.map((part) => (part.startsWith('{') ? '{}' : part));
  const added: Described['paths'] = additions[version === 'beta' ? 'beta' : 'v1.0'].paths;
  const paths = Object.entries({ ...described[version ?? '']?.paths, ...added });
  const found = paths.find(([path]) => {
    const wanted = path.slice(1).split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, at) => (part.startsWith('{') ? '{}' : part) === parts[at])
    );
  });
  const named = found?.[1].get?.['x-graph-delegated-permissions'] ?? {};
  const all = [...(named['marked_least'] ?? []), ...(named['other'] ?? [])];
  // Activity is a property of users with a permission of its own (Graph page "signInActivity").
  return url.includes('signInActivity') ? ['AuditLog.Read.All'] : all;
}

/** Permissions of these that would do for a read. */
function enough(row: ReadRow, granted: readonly string[]): readonly string[] {
  const named = permissionsOf(row);
  return granted.filter((scope) =>
    named.length === 0 ? scope === row.scope : named.includes(scope),
  );
}

describe('what a refusal names', () => {
  const bySource = new Map<string, Set<string>>();
  for (const [name, { source, scope }] of rows) {
    // Some reads are kinds of data of their own.
    const kinds: Readonly<Record<string, string>> = {
      ...{ lastSignIn: 'signInActivity', phoneMethods: 'smsSignIn', phoneMethodsBeta: 'smsSignIn' },
      roleSchedules: 'roleEnds',
    };
    const kind = kinds[name] ?? source;
    if (kind === null) continue;
    bySource.set(kind, (bySource.get(kind) ?? new Set()).add(scope));
  }

  it.each(Object.entries(readAccess))('%s: every permission its reads ask for', (kind, access) => {
    const asked = [...(bySource.get(kind) ?? [])];
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((scope) => !access.scopes.includes(scope))).toEqual([]);
  });

  it('and no kind of data is left out', () => {
    expect([...bySource.keys()].filter((kind) => !(kind in readAccess))).toEqual([]);
  });
});

describe('permissions to read', () => {
  it.each(rows)('%s needs one that Microsoft names', (_, row) => {
    const named = permissionsOf(row);
    expect(named.length === 0 || named.includes(row.scope)).toBe(true);
  });

  /** One unknown scope fails a whole sign-in: what few tenants need is given by hand. */
  const byHand = [
    ...['Policy.Read.HybridAuthentication', 'OnPremDirectorySynchronization.Read.All'],
    'DelegatedAdminRelationship.Read.All',
  ];
  /** Asked once something was written, with the token that wrote it or not at all. */
  const afterWriting = ['deletedGroups'];
  it.each(rows)('%s is covered by what the sign-in asks for, or given by hand', (name, row) => {
    const given = afterWriting.includes(name) ? writeScopes : byHand;
    expect(enough(row, [...readScopes, ...given])).not.toEqual([]);
  });

  it.each(byHand)('%s is named in the README, and asked for by nobody', (scope) => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(scope);
    expect(rows.some(([, row]) => row.scope === scope)).toBe(true);
    expect(readScopes).not.toContain(scope);
  });

  // User.Read is signing in itself: every registration has it.
  const rest = readScopes.filter((one) => one !== 'User.Read');
  it.each(rest)('%s is not asked for in vain', (scope) => {
    const others = readScopes.filter((one) => one !== scope);
    expect(rows.some(([, row]) => enough(row, others).length === 0)).toBe(true);
  });

  it('are the same in the README and in the guide to an app registration', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8').replace(/\s+/g, ' ');
    const toRead =
      /permissions to read: ([\w., ]+?)\. Where one/.exec(readme)?.[1]?.split(', ') ?? [];
    expect([...toRead].sort()).toEqual([...readScopes].sort());
    const toChange =
      /first step that takes it, and none before: (.+?) _Connect_ names/.exec(readme)?.[1] ?? '';
    for (const scope of writeScopes) expect(toChange).toContain(scope);
    const guide = readFileSync(join(root, 'src-renderer/screens/RegistrationGuide.svelte'), 'utf8');
    // The guide takes the two lists themselves, and what it shows is looked at by its own test.
    expect(guide).toContain('scopes={readScopes}');
    expect(guide).toContain('scopes={writeScopes}');
  });
});
