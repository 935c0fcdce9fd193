import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { ok } from '../../../../shared/result';
import { createGateHandlers } from '../../../../src-main/ipc/gate-handlers';
import { keepGateLook } from '../../../../src-main/rollout/gate-people';
import type { Host } from '../../../../src-main/workspace/host';
import { halfRegistered } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const stepId = plan.steps.find((step) => step.gate?.figure === 'registered')?.id ?? '';
const look = halfRegistered(plan);
const context = { windowId: 1, leave: undefined };
const all = { show: 'all', search: '' } as const;
const shown = { stepId, ...all, offset: 0, limit: 100 };

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'gate-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A rollout whose gate was looked at, in a store that keeps the look. */
function handlersOf(state: { readonly isLooked: boolean; readonly chosen?: string }) {
  const kept = new Map<string, Json>();
  const settings = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: Json) => ok(void kept.set(key, value)),
  };
  keepGateLook(settings, { rolloutId: 'r1', stepId }, look);
  const gate = state.isLooked ? { figure: 'registered' } : null;
  const status = () => ({ rolloutId: 'r1', steps: [{ id: stepId, gate }] });
  const rollout = { plan, isBusy: true, rollout: { status } };
  const ports = { chooseExportFolder: () => Promise.resolve(state.chosen) };
  const host = { opened: () => ok({ rollout, store: { settings } }), ports };
  return createGateHandlers(host as unknown as Host);
}

it('serves a window of the last look', async () => {
  expect(await handlersOf({ isLooked: true })['rollout.gatePeople'](shown, context)).toMatchObject({
    value: { at: look.at, of: look.of, total: 1, rows: [{ id: look.missing[0] }] },
  });
});

it('names nobody of a look that a roll back has overtaken', async () => {
  const answer = await handlersOf({ isLooked: false })['rollout.gatePeople'](shown, context);
  expect(answer).toMatchObject({ value: { at: null, total: 0, rows: [] } });
});

it('knows only gates', async () => {
  const other = plan.steps.find((step) => step.gate === undefined)?.id ?? '';
  const asked = { ...shown, stepId: other };
  expect(await handlersOf({ isLooked: true })['rollout.gatePeople'](asked, context)).toMatchObject({
    failure: { code: 'input/unknown-step' },
  });
});

it('saves the list with names where a person says, and nothing without a folder', async () => {
  const asked = { stepId, ...all, language: 'en' } as const;
  const none = handlersOf({ isLooked: true });
  expect(await none['rollout.saveGatePeople'](asked, context)).toEqual(ok({ file: null }));
  const handlers = handlersOf({ isLooked: true, chosen: folder });
  const saved = await handlers['rollout.saveGatePeople'](asked, context);
  const file = saved.ok ? saved.value.file : null;
  expect(readdirSync(folder)).toEqual([file]);
  const person = plan.people.find(({ id }) => id === look.missing[0]);
  expect(readFileSync(join(folder, file ?? ''), 'utf8')).toBe(
    '\ufeff"User","User principal name","Result"\r\n' +
      `"${person?.name}","${person?.upn}","No working method registered"\r\n`,
  );
});
