import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { RingLayoutEdit } from '../../../../shared/ipc/ring-layout-contract';
import { ok } from '../../../../shared/result';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import type { RingChoice } from '../../../../shared/tenant/ring-choice';
import { read } from '../../../../shared/tenant/snapshot';
import {
  chooseRingLayout,
  chooseRingList,
} from '../../../../src-main/workspace/choose-ring-layout';
import { buildRingLayoutView } from '../../../../src-main/workspace/ring-layout-view';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { anInput } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const sales = { department: 'Sales', usageLocation: 'JP' };
const office = { department: 'Office', usageLocation: 'JP' };
const named = anInput({
  users: [
    { id: 'kai', user: sales },
    { id: 'mori', user: office },
    { id: 'sato', user: office, hasP1: false },
    { id: 'gone', user: { ...sales, accountEnabled: false } },
  ],
  groups: { it: ['kai'] },
});
const { groups } = named.snapshot;
const snapshot = {
  ...named.snapshot,
  groups: read([...(groups.kind === 'read' ? groups.value : []), aGroup('later')]),
};
const input = { ...named, snapshot };
const stamp = { reason: 'why', by: 'gaa@practice.example', at: '2026-11-22T12:00:00Z' };

function desk(before: Partial<Choices> = {}) {
  const saved: Choices[] = [];
  const save = (choices: Choices) => {
    saved.push(choices);
    return ok(undefined);
  };
  const workspace = {
    snapshot,
    choices: { ...noChoices, ...before },
    connect: { account: stamp.by },
    nowIso: () => stamp.at,
    store: { choices: { save } },
  } as unknown as Workspace;
  return { saved, workspace };
}

function edit(change: Partial<RingLayoutEdit>): RingLayoutEdit {
  return { value: 'risk', rules: [], maxSize: null, reason: 'why', ...change };
}

function view(rings?: RingChoice) {
  const choices = { ...noChoices, ...(rings === undefined ? {} : { rings }) };
  const assessed = assess({ ...input, choices });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  return buildRingLayoutView(snapshot, assessed.value.people, choices);
}

describe('the layout of the rings as it is chosen in the window', () => {
  it('is signed, kept with its size, and takes back what was moved by hand', () => {
    const { saved, workspace } = desk({ ringMoves: { kai: 2 } });
    const chosen = chooseRingLayout(workspace, edit({ value: 'department', maxSize: 2 }));
    expect(chosen.ok).toBe(true);
    expect(saved[0]?.rings).toEqual({ value: 'department', maxSize: 2, ...stamp });
    expect(saved[0]).not.toHaveProperty('ringMoves');
  });

  it('is taken back whole', () => {
    const { saved, workspace } = desk({ rings: { value: 'department', ...stamp } });
    chooseRingLayout(workspace, null);
    expect(saved[0]).not.toHaveProperty('rings');
  });

  it.each<[string, Partial<RingLayoutEdit>, string]>([
    ['no rule', { value: 'rules' }, 'rings.rules'],
    [
      'a name too long',
      {
        value: 'rules',
        rules: [{ by: 'accounts', name: 'x'.repeat(61), accounts: [{ upn: 'a@b' }] }],
      },
      'rings.rules[0].name',
    ],
    ['a size of nothing', { maxSize: 0 }, 'rings.maxSize'],
    [
      'a list that is not there',
      { value: 'rules', rules: [{ by: 'kept', name: 'Pilot', place: 3 }] },
      'rings.rules[0]',
    ],
  ])('refuses %s and says where', (_, change, place) => {
    const { saved, workspace } = desk();
    expect(chooseRingLayout(workspace, edit(change))).toMatchObject({
      ok: false,
      failure: { code: 'input/choices-invalid', values: { place } },
    });
    expect(saved).toEqual([]);
  });

  it('refuses somebody who is not there', () => {
    const { saved, workspace } = desk();
    const accounts = [{ upn: 'nobody@practice.example' }];
    const rules = [{ by: 'accounts' as const, name: 'Pilot', accounts }];
    expect(chooseRingLayout(workspace, edit({ value: 'rules', rules }))).toMatchObject({
      failure: { code: 'input/selector-no-match' },
    });
    expect(saved).toEqual([]);
  });

  it('keeps a rule over a group that is not read, and the view says so', () => {
    const { saved, workspace } = desk();
    const rule = (group: string) => ({
      by: 'accounts' as const,
      name: group,
      accounts: [{ group }],
    });
    const rules = [rule('it'), rule('later')];
    expect(chooseRingLayout(workspace, edit({ value: 'rules', rules })).ok).toBe(true);
    expect(view(saved[0]?.rings).unreadGroups).toEqual(['later']);
  });

  it('keeps a choice by an attribute that is not read, and the view says so', () => {
    const { saved, workspace } = desk();
    const rules = [
      { by: 'attribute' as const, name: 'Leads', attribute: 'jobTitle' as const, values: ['Lead'] },
    ];
    expect(chooseRingLayout(workspace, edit({ value: 'rules', rules })).ok).toBe(true);
    expect(view(saved[0]?.rings).unreadAttributes).toEqual(['jobTitle']);
    expect(chooseRingLayout(workspace, edit({ value: 'extensionAttribute2' })).ok).toBe(true);
    expect(view(saved[1]?.rings).unreadAttributes).toEqual(['extensionAttribute2']);
    expect(view().unreadAttributes).toEqual([]);
    expect(view()).not.toHaveProperty('units.jobTitle');
  });

  it('sends a long list to the window as a number, and takes its place for the list', () => {
    const accounts = Array.from({ length: 300 }, () => ({ upn: 'kai@practice.example' }));
    const rings = { value: 'rules' as const, rules: [{ name: 'Pilot', accounts }], ...stamp };
    expect(view(rings)).toMatchObject({
      isProposal: false,
      edit: { rules: [{ by: 'kept', name: 'Pilot', place: 0 }] },
      kept: [{ place: 0, people: 300 }],
    });
    const { saved, workspace } = desk({ rings });
    const kept = [{ by: 'kept' as const, name: 'First', place: 0 }];
    chooseRingLayout(workspace, edit({ value: 'rules', rules: kept }));
    expect(saved[0]?.rings?.rules).toEqual([{ name: 'First', accounts }]);
  });

  it('offers what people in rings have: no disabled account, the most frequent first', () => {
    expect(view().units).toEqual({
      department: [
        { value: 'Office', people: 2 },
        { value: 'Sales', people: 1 },
      ],
      usageLocation: [{ value: 'JP', people: 3 }],
      licence: [
        { value: 'premium', people: 2 },
        { value: 'none', people: 1 },
      ],
    });
  });

  it('takes a list of people and rings, and names its file and line when it is none', () => {
    const { saved, workspace } = desk({ rings: { value: 'risk', maxSize: 9, ...stamp } });
    const text = 'upn,ring\nkai@practice.example,Pilot\nmori@practice.example,Rest';
    expect(chooseRingList(workspace, 'rings.csv', text).ok).toBe(true);
    expect(saved[0]?.rings).toMatchObject({
      value: 'rules',
      maxSize: 9,
      rules: [
        { name: 'Pilot', accounts: [{ upn: 'kai@practice.example' }] },
        { name: 'Rest', accounts: [{ upn: 'mori@practice.example' }] },
      ],
    });
    expect(chooseRingList(workspace, 'rings.csv', 'upn,ring\nkai')).toMatchObject({
      failure: { code: 'file/invalid', values: { file: 'rings.csv', place: '2' } },
    });
  });
});
