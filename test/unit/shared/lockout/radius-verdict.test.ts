import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { judgePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';
import type { Answers } from '../../../../shared/tenant/answer';
import { kestrel } from '../plan/paths';
import { planScenario } from '../plan/plans';
import { moreIsNeverWorse } from '../plan/verdict-laws';
import { aPerson, anImage } from './people';

type NpsExtension = NonNullable<NonNullable<Answers['infrastructure']>['npsExtension']>;
type Protocol = NonNullable<NpsExtension['radiusClients']>[number]['protocol'];

const nps = (...protocols: Protocol[]): Answers => ({
  schema: 'causeway-answers/1',
  infrastructure: {
    npsExtension: {
      present: true,
      radiusClients: protocols.map((protocol) => ({ name: protocol, protocol, users: 1 })),
    },
  },
});

/** u1 uses RADIUS. */
function radiusImage(...protocols: Protocol[]): TenantImage {
  return {
    ...anImage({ policy: { policyMigrationState: 'migrationComplete' } }, nps(...protocols)),
    radiusUsers: new Set(['u1']),
  };
}

/** With these methods allowed to everybody alone. */
function allowing(image: TenantImage, ...ids: string[]): TenantImage {
  const policy = image.policy;
  if (policy === null) throw new Error('the policy is read');
  const authenticationMethodConfigurations = policy.authenticationMethodConfigurations.map(
    (one) => ({ ...one, state: ids.includes(one.id) ? 'enabled' : 'disabled' }) as const,
  );
  return { ...image, policy: { ...policy, authenticationMethodConfigurations } };
}

function verdictOf(image: TenantImage, change: Partial<Person>): readonly [string, string] {
  const { verdict, reasons } = judgePerson(image, aPerson(change), '2026-11-22');
  return [verdict, reasons.at(-1)?.key ?? ''];
}

const holding = (...methods: string[]): Partial<Person> => ({
  methods,
  hasNoMethod: methods.length === 0,
});
const push = 'microsoftAuthenticatorPush';
const code = 'softwareOneTimePasscode';
const works = ['signsIn', 'reason_method_works'];
const lacks = ['mustRegister', 'reason_radius_no_method'];
const open = ['unknown', 'reason_radius_not_proven'];

describe('people who use RADIUS', () => {
  it('need push, a code or a phone, whatever else asks them', () => {
    const image = radiusImage('PAP');
    expect(verdictOf(image, {})).toEqual(lacks);
    expect(verdictOf(image, holding())).toEqual(lacks);
    expect(verdictOf(image, holding(push))).toEqual(works);
    expect(verdictOf(image, { id: 'u2' })[0]).toBe('signsIn');
  });

  it('are shut out there with a key or without where nothing RADIUS takes is offered', () => {
    const image = allowing(radiusImage('PAP'), 'Fido2');
    for (const one of [{}, holding()]) {
      expect(verdictOf(image, one)).toEqual(['blocked', 'reason_radius_no_method']);
    }
  });

  it.each<readonly [string, readonly Protocol[], readonly string[]]>([
    ['take codes by PAP', ['PAP', 'PAP'], works],
    ['must register push where no client takes codes', ['MSCHAPv2', 'CHAPv2', 'EAP'], lacks],
    ['are not known where some clients take codes', ['PAP', 'EAP'], open],
    ['are not known where nobody told the clients', [], open],
  ])('with codes alone %s', (_, protocols, expected) => {
    const image = allowing(radiusImage(...protocols), 'SoftwareOath', 'MicrosoftAuthenticator');
    expect(verdictOf(image, holding(code))).toEqual(expected);
    expect(verdictOf(image, holding(code, push))).toEqual(works);
  });

  it('with codes alone are shut out where neither push nor calls are offered', () => {
    const image = allowing(radiusImage('EAP'), 'SoftwareOath');
    expect(verdictOf(image, holding(code))).toEqual(['blocked', 'reason_radius_no_method']);
  });

  it('need a phone that can be called where texts are not taken', () => {
    const phone = holding('mobilePhone');
    const texts = ['Sms', 'MicrosoftAuthenticator'];
    const judged = (protocol: Protocol, ...ids: string[]) =>
      verdictOf(allowing(radiusImage(protocol), ...ids), phone)[0];
    expect(judged('PAP', ...texts)).toBe('signsIn');
    expect(judged('EAP', ...texts)).toBe('mustRegister');
    expect(judged('EAP', ...texts, 'Voice')).toBe('signsIn');
  });

  it('are not known where what RADIUS takes works only perhaps', () => {
    const image = radiusImage('PAP');
    const policy = image.policy;
    if (policy === null) throw new Error('the policy is read');
    const inProgress = { ...policy, policyMigrationState: 'migrationInProgress' } as const;
    const perhaps = { ...allowing({ ...image, policy: inProgress }, 'Fido2') };
    expect(verdictOf(perhaps, holding('fido2SecurityKey', 'mobilePhone'))).toEqual(open);
  });

  it('may be anybody of the tenant while nobody told who', () => {
    const image = { ...radiusImage('PAP'), radiusUsers: null };
    const unknown = ['unknown', 'reason_radius_unknown'];
    expect(verdictOf(image, {})).toEqual(unknown);
    expect(verdictOf(image, holding())).toEqual(unknown);
    expect(verdictOf({ ...image, securityDefaults: true }, holding())).toEqual(unknown);
    expect(verdictOf(image, holding(push))).toEqual(works);
    expect(verdictOf(image, { isPerson: false })[0]).toBe('signsIn');
    expect(verdictOf(image, { kind: 'externalGuest', isGuest: true })[0]).toBe('signsIn');
  });
});

describe('a plan with the NPS extension', () => {
  const planWith = (npsExtension: NpsExtension) =>
    planScenario(
      kestrel(({ answers }) => ({
        answers: { ...answers, infrastructure: { ...answers.infrastructure, npsExtension } },
      })),
    ).plan;

  it('knows nobody who uses it while no list was given and nobody was seen', () => {
    const plan = planWith({ present: true, users: null });
    expect(imageOfPlan(plan).radiusUsers).toBeNull();
    expect(simulatePlan(plan).steps.at(-1)?.counts.unknown).toBeGreaterThan(0);
    expect(imageOfPlan(planWith({ present: false, users: null })).radiusUsers).toEqual(new Set());
  });

  it.each([
    ['named', [{ upnPattern: 'offNone*@*' }, { upnPattern: 'enf*@*' }]],
    ['not told', null],
  ])('makes no verdict worse by one more method, users %s', (_, users) => {
    expect(moreIsNeverWorse(planWith({ present: true, users }))).toEqual([]);
  });
});
