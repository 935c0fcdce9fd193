import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import { ok } from '../../../../shared/result';
import type { Plan } from '../../../../shared/plan/plan';
import type { PresetName } from '../../../../shared/plan/preset';
import { applyPreset, presetOf } from '../../../../src-main/workspace/presets';
import {
  acceptFinding,
  chooseForFinding,
  moveToRing,
} from '../../../../src-main/workspace/record-choice';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

/** What of a workspace a choice touches, over one tenant. */
function deskOf(options: SnapshotOptions, answers: Answers | null, before: Partial<Choices> = {}) {
  const input = anInput(options);
  const assessed = assess({ ...input, answers });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const saved: Choices[] = [];
  const desk = {
    snapshot: input.snapshot,
    choices: { ...noChoices, ...before },
    connect: { account: 'gaa@practice.example' },
    nowIso: () => '2026-11-22T12:00:00Z',
    store: {
      answers: { get: () => answers },
      choices: {
        save: (choices: Choices) => {
          saved.push(choices);
          return ok(undefined);
        },
      },
    },
  };
  const choose = (field: string, subject: string, value: string) =>
    chooseForFinding(desk as unknown as Workspace, assessed.value, {
      ...{ field, subject, value },
      reason: 'because',
    });
  const accept = (code: string) =>
    acceptFinding(desk as unknown as Workspace, assessed.value, { code, reason: 'known' });
  const preset = (name: PresetName) => {
    const { people } = assessed.value;
    const { authenticationMethodsPolicy, securityDefaults } = input.snapshot;
    const plan = { people, baseline: { authenticationMethodsPolicy, securityDefaults } };
    return applyPreset(desk as unknown as Workspace, plan as unknown as Plan, name);
  };
  return { choose, accept, preset, saved };
}

const wide = aPolicy('wide', {
  conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
});

describe('a choice that safety rules out', () => {
  it('is refused with its rule when it is made, and not kept', () => {
    const { choose, saved } = deskOf({ isPremium: false, securityDefaults: true }, null);
    expect(choose('enforcement', '', 'securityDefaultsToConditionalAccess')).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/choice-without-licence' },
    });
    expect(saved).toEqual([]);
    expect(choose('enforcement', '', 'keepSecurityDefaults').ok).toBe(true);
    expect(saved).toHaveLength(1);
  });

  it('an exemption waits for the trusted IPs', () => {
    const open = deskOf({ policies: [wide] }, null);
    expect(open.choose('locationParity', '', 'keepExemption')).toMatchObject({
      failure: { code: 'guardrail/choice-exemption' },
    });
    const answered = { schema: 'causeway-answers/1' as const, legacyMfa: { trustedIps: [] } };
    const { choose, saved } = deskOf({ policies: [wide] }, answered);
    expect(choose('locationParity', '', 'keepExemption').ok).toBe(true);
    expect(saved[0]?.locationParity).toMatchObject({
      value: 'keepExemption',
      by: 'gaa@practice.example',
    });
  });

  it('off for the last method of an emergency access account is refused by name', () => {
    const answers: Answers = {
      schema: 'causeway-answers/1',
      accounts: { emergencyAccess: [{ id: 'ea1' }] },
    };
    const users = [{ id: 'ga' }, { id: 'ea1', methods: ['hardwareOneTimePasscode'] }];
    const { choose } = deskOf({ users }, answers);
    expect(choose('methods', 'HardwareOath', 'off')).toMatchObject({
      failure: { code: 'guardrail/choice-last-method', values: { people: 'ea1@practice.example' } },
    });
    expect(choose('methods', 'Fido2', 'off').ok).toBe(true);
  });

  it('an old one does not keep anybody from choosing something else', () => {
    const signed = { reason: 'r', by: 'gaa', at: '2026-11-01' };
    const before: Partial<Choices> = { locationParity: { value: 'keepExemption', ...signed } };
    const { choose } = deskOf({ policies: [wide] }, null, before);
    expect(choose('rememberMfa', '', 'drop').ok).toBe(true);
    expect(choose('locationParity', '', 'keepExemption').ok).toBe(false);
  });

  it('a preset is refused like any other choice, with what was set by hand', () => {
    const answers: Answers = {
      schema: 'causeway-answers/1',
      accounts: { emergencyAccess: [{ id: 'ea1' }] },
    };
    const users = [
      { id: 'ga' },
      { id: 'ea1', methods: ['mobilePhone', 'softwareOneTimePasscode'] },
    ];
    const off = { value: 'off' as const, reason: 'r', by: 'gaa', at: '2026-11-01' };
    const { preset, saved } = deskOf({ users }, answers, { methods: { SoftwareOath: off } });
    expect(preset('strict')).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/choice-last-method', values: { people: 'ea1@practice.example' } },
    });
    expect(saved).toEqual([]);
    expect(preset('recommended').ok).toBe(true);
    const free = deskOf({ users }, answers);
    expect(free.preset('strict').ok).toBe(true);
    expect(free.saved[0]?.methods?.['Sms']?.value).toBe('off');
  });

  it('says which preset the choices come from, whatever was undone', () => {
    const { preset, saved } = deskOf({ users: [{ id: 'ga' }] }, null);
    expect(presetOf(noChoices)).toBe('keep');
    for (const name of ['recommended', 'strict'] as const) expect(preset(name).ok).toBe(true);
    expect(saved.map(presetOf)).toEqual(['recommended', 'strict']);
    const byHand = { value: 'off' as const, reason: 'r', by: 'gaa', at: '2026-11-01' };
    expect(presetOf({ ...noChoices, methods: { ...saved[1]?.methods, Voice: byHand } })).toBe(
      'custom',
    );
  });
});

describe('moving people by hand', () => {
  it('names the administrator who would leave ring 0, and keeps nothing', () => {
    const people = [{ id: 'a1', upn: 'gaa@practice.example', isAdministrator: true }];
    const rings = [0, 1].map((ring) => ({ ring, members: ring === 0 ? ['a1'] : [] }));
    const plan = { people, rings } as unknown as Plan;
    expect(moveToRing({} as Workspace, plan, ['a1'], 1)).toMatchObject({
      ok: false,
      failure: { code: 'input/choices-invalid', values: { place: 'gaa@practice.example' } },
    });
  });
});

describe('accepting a finding', () => {
  it('holds for those it names, and for nobody who comes later', () => {
    const users = [{ id: 'ga' }, { id: 'a', methods: [] }, { id: 'b', methods: [] }];
    const { accept, saved } = deskOf({ users }, null);
    expect(accept('NO-METHOD').ok).toBe(true);
    expect(saved[0]?.accepted).toEqual([
      {
        ...{ code: 'NO-METHOD', subjects: ['a', 'b', 'ga'], reason: 'known' },
        ...{ by: 'gaa@practice.example', at: '2026-11-22T12:00:00Z' },
      },
    ]);
  });
});
