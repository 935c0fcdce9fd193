import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import type { Choices } from '../../../../shared/tenant/choice';
import { noChoices } from '../../../../shared/tenant/choice';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { choosePrompt, ownGroupNames } from '../../../../src-main/workspace/choose-prompt';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { aSnapshot } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const groups = ['Pilot', 'Sales', 'Twin', 'Twin'].map((displayName, at) => ({
  ...aGroup(`g${at}`),
  displayName,
}));
const snapshot = aSnapshot({ snapshot: { groups: read(groups) } });

/** A workspace that keeps choices as the store does. */
function aWorkspace(): { workspace: Workspace; kept: () => Choices } {
  let kept: Choices = noChoices;
  const workspace = {
    snapshot,
    get choices() {
      return kept;
    },
    nowIso: () => '2026-11-22T12:00:00Z',
    connect: { account: 'gaa@kestrel.example' },
    store: { choices: { save: (next: Choices) => ok((kept = next)) } },
  } as unknown as Workspace;
  return { workspace, kept: () => kept };
}
const change = { setting: 'systemPreferred', value: 'enabled', reason: 'r' } as const;
const targets = (include: string[], exclude: string[] = []) => ({ include, exclude });

it('offers names that stand for one group alone', () => {
  expect(ownGroupNames(snapshot)).toEqual(['Pilot', 'Sales']);
  expect(ownGroupNames({ groups: unread('refused') })).toEqual([]);
});

describe('whom a setting is for', () => {
  it('is everyone, then as chosen, and stays when only the reason changes', () => {
    const { workspace, kept } = aWorkspace();
    choosePrompt(workspace, change);
    expect(kept().systemPreferred).toMatchObject({ include: 'all_users' });
    choosePrompt(workspace, { ...change, groups: targets(['Pilot'], ['Sales']) });
    choosePrompt(workspace, { ...change, reason: 'another' });
    const chosen = { include: 'Pilot', exclude: 'Sales', reason: 'another' };
    expect(kept().systemPreferred).toMatchObject(chosen);
    choosePrompt(workspace, { ...change, groups: targets(['rolloutGroup']) });
    expect(kept().systemPreferred).toMatchObject({ include: 'rolloutGroup' });
    expect(kept().systemPreferred).not.toHaveProperty('exclude');
  });

  it('leaves out those it does not suit by a word of its own, and from nothing else', () => {
    const { workspace, kept } = aWorkspace();
    const groups = targets(['all_users'], ['unsuitedPeople']);
    choosePrompt(workspace, { ...change, value: 'default', groups });
    expect(kept().systemPreferred).toMatchObject({ value: 'default', exclude: 'unsuitedPeople' });
    const campaign = { ...change, setting: 'registrationCampaign' } as const;
    expect(choosePrompt(workspace, { ...campaign, groups })).toMatchObject({ ok: false });
    const inside = targets(['unsuitedPeople']);
    expect(choosePrompt(workspace, { ...change, groups: inside })).toMatchObject({ ok: false });
  });

  it.each([
    ['a name nobody has', targets(['Nobody'])],
    ['a name two groups share', targets(['Twin'])],
    ['an unknown exclusion', targets(['Pilot'], ['Nobody'])],
    ['everyone as an exclusion', targets(['Pilot'], ['all_users'])],
    ['nobody at all', targets([])],
    ['two groups where one can be', targets(['Pilot', 'Sales'])],
    ['the same on both sides', targets(['Pilot'], ['Pilot'])],
  ])('is never %s', (_, wanted) => {
    const { workspace, kept } = aWorkspace();
    expect(choosePrompt(workspace, { ...change, groups: wanted })).toMatchObject({
      failure: { code: 'input/choices-invalid', values: { place: 'systemPreferred' } },
    });
    expect(kept()).toBe(noChoices);
  });

  it('may be several groups for the registration campaign', () => {
    const { workspace, kept } = aWorkspace();
    const campaign = { ...change, setting: 'registrationCampaign' } as const;
    choosePrompt(workspace, { ...campaign, groups: targets(['Pilot', 'Sales']) });
    expect(kept().registrationCampaign).toMatchObject({ include: ['Pilot', 'Sales'], exclude: [] });
  });
});
