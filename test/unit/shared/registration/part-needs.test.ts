import { describe, expect, it } from 'vitest';
import { readScopes, writeScopes } from '../../../../shared/registration/graph-scopes';
import { judgeNeeds, partNeeds, type SignedInAs } from '../../../../shared/registration/part-needs';
import { readAccess } from '../../../../shared/assess/read-access';
import { term } from '../../../../shared/i18n/terms';
import en from '../../../../shared/messages/en.json';
import ja from '../../../../shared/messages/ja.json';

const verdicts = (account: SignedInAs | null): Readonly<Record<string, string>> =>
  Object.fromEntries(partNeeds.map((part) => [part.id, judgeNeeds(part, account)]));
const idsOf = (all: Readonly<Record<string, string>>, verdict: string): readonly string[] =>
  Object.entries(all).flatMap(([id, one]) => (one === verdict ? [id] : []));

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

  it('tells a Global Reader that it reads all and changes nothing', () => {
    const reader = verdicts({ licence: 'p1', roles: ['Global Reader'] });
    expect(idsOf(reader, 'noRole')).toEqual([
      ...['change_methods', 'change_groups', 'change_conditional', 'change_defaults'],
    ]);
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
