import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { checkNamed, inDocument } from '../../../../src-main/cli/check-named';
import type { CliContext } from '../../../../src-main/cli/context';
import { aSnapshot } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const snapshot: Snapshot = {
  ...aSnapshot({ users: [{ id: 'ann' }] }),
  groups: read([
    aGroup('g1', { displayName: 'SSPR-Users' }),
    aGroup('g2', { displayName: 'Twins' }),
    aGroup('g3', { displayName: 'Twins' }),
  ]),
};
const options = new Map([['answers', 'a.json'] as const, ['choices', 'c.json'] as const]);
const context = { options } as unknown as CliContext;
const signed = { reason: 'r', by: 'b', at: '2026-11-22' };

function problems(
  documents: { answers?: Omit<Answers, 'schema'>; choices?: Omit<Choices, 'schema'> },
  from = snapshot,
): readonly string[] {
  const answers: Answers = { schema: 'causeway-answers/1', ...documents.answers };
  const choices: Choices = { ...noChoices, ...documents.choices };
  const checked = checkNamed(context, { answers, choices }, from);
  if (checked.ok) return [];
  return [checked.failure, ...(checked.failure.also ?? [])].map(({ code, values }) => {
    const { file, field, place, near } = values;
    return [code, file, field ?? place, near].filter((one) => one !== undefined).join(' ');
  });
}

describe('names in answers and choices, looked up in the tenant', () => {
  it('are all told, each with its file and place', () => {
    const lost = [{ id: 'ann' }, { upn: 'bob@kestrel.example' }, { group: 'x' }];
    const answers = {
      accounts: { serviceAccounts: lost, emergencyAccess: [{ id: 'none', alerting: true }] },
      telephony: { needs: [{ reason: 'r', accounts: [{ upnPattern: 'zz*' }] }] },
    };
    const frontline = [{ value: 'siteOnly' as const, ...signed, accounts: lost }];
    expect(problems({ answers, choices: { frontline } })).toEqual([
      'input/selector-no-match a.json accounts.serviceAccounts[1]',
      'input/selector-no-match a.json accounts.serviceAccounts[2]',
      'input/selector-no-match a.json accounts.emergencyAccess[0]',
      'input/selector-no-match a.json telephony.needs[0].accounts[0]',
      'input/selector-no-match c.json frontline[0].accounts[1]',
      'input/selector-no-match c.json frontline[0].accounts[2]',
    ]);
  });

  it('are groups as planning compares them: by id or by the exact name, one of a kind', () => {
    const method = (scope: string) => ({ value: 'on' as const, ...signed, scope });
    const methods = {
      Sms: method('SSPR-Users'),
      Voice: method('g1'),
      Fido2: method('rolloutGroup'),
      Email: method('all_users'),
      SoftwareOath: method('transition'),
      HardwareOath: method('sspr-users'),
      QRCodePin: method('Twins'),
    };
    const choices: Omit<Choices, 'schema'> = {
      methods,
      systemPreferred: { value: 'enabled', ...signed, include: 'all_users', exclude: 'Nowhere' },
      registrationCampaign: { value: 'enabled', ...signed, include: ['g1', 'g9'], exclude: ['g8'] },
    };
    const expected = [
      'input/selector-no-match c.json methods.HardwareOath.scope SSPR-Users',
      'input/choices-invalid c.json methods.QRCodePin.scope',
      'input/selector-no-match c.json systemPreferred.exclude',
      'input/selector-no-match c.json registrationCampaign.include[1]',
      'input/selector-no-match c.json registrationCampaign.exclude[0]',
    ];
    expect(problems({ choices })).toEqual(expected);
    const byWord = { ...choices.systemPreferred!, exclude: 'unsuitedPeople' };
    expect(problems({ choices: { systemPreferred: byWord } })).toEqual([]);
    const inside = { ...byWord, include: 'unsuitedPeople' };
    expect(problems({ choices: { systemPreferred: inside } })).toEqual([
      'input/selector-no-match c.json systemPreferred.include',
    ]);
    const back = { value: 'on' as const, ...signed, readmit: ['SSPR-Users', 'SSPR-User'] };
    expect(problems({ choices: { methods: { Fido2: back } } })).toEqual([
      'input/selector-no-match c.json methods.Fido2.readmit[1] SSPR-Users',
    ]);
    const notRead = { ...snapshot, groups: unread('refused') };
    expect(problems({ choices }, notRead)).toEqual([]);
  });

  it('are nothing to look up where answers belong to another tenant', () => {
    const answers = { tenantId: 'other', accounts: { serviceAccounts: [{ upn: 'lost@x' }] } };
    expect(problems({ answers })).toEqual(['plan/wrong-tenant a.json']);
    const same = { tenantId: snapshot.tenantId.toUpperCase() };
    expect(problems({ answers: same })).toEqual([]);
  });
});

describe('a failure of assessing', () => {
  it.each([
    ['input/answers-invalid', 'a.json'],
    ['input/choices-invalid', 'c.json'],
    ['input/unknown-method', 'c.json'],
    ['plan/snapshot-incomplete', undefined],
  ] as const)('%s is about %s', (code, file) => {
    const named = inDocument(context, err(failure(code)));
    expect(named.ok ? '' : named.failure.values['file']).toBe(file);
  });
});
