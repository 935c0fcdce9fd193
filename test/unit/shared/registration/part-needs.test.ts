import { describe, expect, it } from 'vitest';
import { readScopes, writeScopes } from '../../../../shared/registration/graph-scopes';
import {
  judgeNeeds,
  partNeeds,
  type SignedInAs,
  type SignInLeave,
} from '../../../../shared/registration/part-needs';
import { readAccess } from '../../../../shared/assess/read-access';
import { term } from '../../../../shared/i18n/terms';
import en from '../../../../shared/messages/en.json';
import ja from '../../../../shared/messages/ja.json';

const verdicts = (
  account: SignedInAs | null,
  leave: Partial<SignInLeave> = {},
): Readonly<Record<string, string>> => {
  const given = { lacking: [], isReadOnly: false, ...leave };
  return Object.fromEntries(partNeeds.map((part) => [part.id, judgeNeeds(part, account, given)]));
};
const idsOf = (all: Readonly<Record<string, string>>, verdict: string): readonly string[] =>
  Object.entries(all).flatMap(([id, one]) => (one === verdict ? [id] : []));

const [readers, caAdmin] = [
  ['Security Reader', 'Security Administrator', 'Global Reader'],
  'Conditional Access Administrator',
];
/** Null: any member of the tenant. */
const rolesOfCalls: Readonly<Record<string, readonly string[] | null>> = {
  people: null,
  licences: null,
  roles: null,
  policies: ['Global Reader', 'Authentication Policy Administrator'],
  conditional: [...readers, 'Global Secure Access Administrator', caAdmin],
  methods: [
    'Authentication Administrator',
    'Privileged Authentication Administrator',
    'Global Reader',
  ],
  report: ['Reports Reader', ...readers],
  sign_ins: ['Reports Reader', ...readers, 'Security Operator'],
  change_methods: ['Authentication Policy Administrator'],
  change_groups: ['Groups Administrator', 'User Administrator'],
  change_conditional: [caAdmin, 'Security Administrator'],
  change_defaults: [caAdmin, 'Security Administrator'],
};

describe('what each part of the work needs', () => {
  it('names every permission that is asked for, to read and to change', () => {
    const named = (act: string) =>
      new Set<string>(partNeeds.flatMap((one) => (one.act === act ? one.scopes : [])));
    expect([...named('read')].sort()).toEqual([...readScopes].sort());
    expect([...named('change')].sort()).toEqual([...writeScopes].sort());
  });

  it('asks for no less than a refused reading is told to need', () => {
    const roles: Readonly<Record<string, string | null>> = Object.fromEntries(
      partNeeds.map(({ id, role }) => [id, role]),
    );
    const said = (source: keyof typeof readAccess): string => readAccess[source].role;
    expect([said('registration'), roles['report']]).toEqual(['reportsReader', 'Reports Reader']);
    expect([said('userMethods'), roles['methods']]).toEqual(['globalReader', 'Global Reader']);
    expect([said('conditionalAccess'), roles['conditional']]).toEqual([
      'securityReader',
      'Security Reader',
    ]);
    expect([said('perUserMfa'), roles['policies']]).toEqual(['globalReader', 'Global Reader']);
  });

  it('knows nothing of an account before it has signed in', () => {
    expect(new Set(Object.values(verdicts(null)))).toEqual(new Set(['unknown']));
  });

  it('is all met by a Global Administrator with P1, and without P1 says which parts are not', () => {
    const roles = ['Global Administrator'];
    expect(new Set(Object.values(verdicts({ licence: 'p2', roles })))).toEqual(new Set(['met']));
    const free = verdicts({ licence: 'free', roles });
    expect(idsOf(free, 'noLicence')).toEqual(['report', 'sign_ins', 'change_conditional']);
    const unread = verdicts({ licence: 'unknown', roles });
    expect(idsOf(unread, 'unknown')).toEqual(['report', 'sign_ins', 'change_conditional']);
  });

  it('misses what was not given, whatever the role', () => {
    const admin = { licence: 'p2', roles: ['Global Administrator'] } as const;
    const lacking = verdicts(admin, { lacking: ['AuditLog.Read.All'] });
    expect(idsOf(lacking, 'noPermission')).toEqual(['report', 'sign_ins']);
    expect(idsOf(lacking, 'met')).toHaveLength(partNeeds.length - 2);
  });

  it('changes nothing in read-only mode, whoever signs in, and reads as before', () => {
    const changes = partNeeds.flatMap(({ id, act }) => (act === 'change' ? [id] : []));
    const admin = { licence: 'p2', roles: ['Global Administrator'] } as const;
    for (const account of [admin, null]) {
      const verdict = verdicts(account, { isReadOnly: true });
      expect(idsOf(verdict, 'readOnly')).toEqual(changes);
      expect(idsOf(verdict, account === null ? 'unknown' : 'met')).toHaveLength(
        partNeeds.length - changes.length,
      );
    }
  });

  it('tells a Global Reader that it reads all and changes nothing', () => {
    const reader = verdicts({ licence: 'p1', roles: ['Global Reader'] });
    expect(idsOf(reader, 'noRole')).toEqual([
      ...['change_methods', 'change_groups', 'change_conditional', 'change_defaults'],
    ]);
  });

  // Microsoft's lists per call, as domain.md 2 has them; Global Administrator does as well in each.
  it.each(Object.entries(rolesOfCalls))('gives %s to the roles of its call alone', (id, roles) => {
    const named = Object.values(rolesOfCalls).flatMap((roles) => roles ?? []);
    const all = new Set([...named, 'Directory Readers']);
    const doing = [...all].filter(
      (role) => verdicts({ licence: 'p2', roles: [role] })[id] === 'met',
    );
    expect(doing.sort()).toEqual((roles ?? [...all]).toSorted());
  });

  it('knows the roles of every part', () => {
    expect(Object.keys(rolesOfCalls).sort()).toEqual(partNeeds.map(({ id }) => id).sort());
  });

  it('knows nothing of roles that could not be read', () => {
    const unread = verdicts({ licence: 'p1', roles: null });
    expect(idsOf(unread, 'met')).toEqual(['people', 'licences', 'roles']);
    expect(idsOf(unread, 'noRole')).toEqual([]);
  });

  it('counts no role it does not know for one that does', () => {
    const other = verdicts({ licence: 'p1', roles: ['Teams Administrator'] });
    expect(idsOf(other, 'met')).toEqual(['people', 'licences', 'roles']);
  });

  it('has a name in Japanese for each role', () => {
    const roles = partNeeds.flatMap(({ role }) => (role === null ? [] : [role]));
    for (const role of roles) {
      expect(term(role.replaceAll(' ', ''), 'role', 'en')).toBe(role);
      expect(term(role.replaceAll(' ', ''), 'role', 'ja')).toMatch(/(閲覧者|管理者)$/);
    }
  });

  it.each([en, ja])('has a name and a consequence for each, in both languages', (texts) => {
    const all = texts as unknown as Readonly<Record<string, string>>;
    for (const { id } of partNeeds) {
      expect(all[`needs_${id}`]?.length).toBeGreaterThan(4);
      expect(all[`needs_${id}_without`]?.length).toBeGreaterThan(4);
    }
  });
});
