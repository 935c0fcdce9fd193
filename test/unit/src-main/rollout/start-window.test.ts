import { afterEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Plan } from '../../../../shared/plan/plan';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Source } from '../../../../src-main/graph/open-source';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { openPractice, goOn, type OpenPractice } from '../../../fixtures/open-practice';
import {
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
const rollouts: Rollout[] = [];
afterEach(async () => {
  for (const rollout of rollouts.splice(0)) rollout.close();
  await practice.close();
});

const dayMs = 86_400_000;
/** The tenant's clock is somewhere in the week of Sunday 22 November 2026. */
const opensAt = Date.parse('2026-12-01T09:00:00+09:00');
const soon = '2026-11-26';
const soonAt = Date.parse(`${soon}T09:00:00+09:00`);

interface Bench {
  readonly plan: Plan;
  readonly rollout: Rollout;
  /** The first step that writes. */
  readonly first: string;
}

/** S02, office hours in Tokyo. On a real tenant the data has to be young enough by the first day. */
async function bench(isReal = false, soakDays = 1): Promise<Bench> {
  practice = await openPractice('S02');
  const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
  const startOn = isReal ? soon : '2026-12-01';
  const schedule = { timeZone: 'Asia/Tokyo', startOn, soakDays, ...signed };
  const plan = await planPractice(practice, 'S02', { ...noChoices, schedule });
  // As the engine sees a real tenant: days pass by themselves.
  const kind = isReal ? ('https' as const) : practice.source.kind;
  const source: Source = { ...practice.source, kind };
  const rollout = await openTestRollout({ ...practice, source }, plan);
  rollouts.push(rollout);
  await approveTest(rollout, plan);
  const first = plan.steps.find((step) => !['manual', 'gate', 'soak'].includes(step.kind));
  return { plan, rollout, first: first?.id ?? '' };
}

const entriesOf = (rollout: Rollout): readonly JournalEntry[] => rollout.entries(0, 100_000);
const sentAt = (rollout: Rollout): readonly string[] =>
  entriesOf(rollout).flatMap((entry) => (entry.type === 'sent' ? [entry.at] : []));

describe('a rollout whose schedule is closed', { timeout: 120_000 }, () => {
  it('moves a practice tenant’s clock on to the opening, and says so', async () => {
    const { plan, rollout, first } = await bench();
    const waits: number[] = [];
    const done = await driveRollout(rollout, practice.source, plan, { step: first }, (event) => {
      if (event.kind === 'wait' && event.seconds > 3_600) waits.push(event.seconds);
    });
    expect(done).toMatchObject({ ok: true });
    expect(waits).toHaveLength(1);
    expect(Date.parse(sentAt(rollout)[0] ?? '')).toBeGreaterThanOrEqual(opensAt);
    const held = entriesOf(rollout).find(
      (entry) => entry.type === 'paused' && entry.stepId === first,
    );
    expect(held?.body['failure']).toEqual({
      code: 'step/outside-window',
      values: { step: first, opensAt: '2026-12-01T09:00+09:00', zone: 'Asia/Tokyo' },
    });
  });

  it('sends nothing on a real tenant, and goes on at the opening', async () => {
    const { plan, rollout: real, first } = await bench(true);
    const held = await driveRollout(real, practice.source, plan, { step: first });
    expect(held).toMatchObject({ ok: false, failure: { code: 'step/outside-window' } });
    expect(sentAt(real)).toEqual([]);
    expect(real.status().state).toBe('held');
    expect(await real.heldBySchedule(null)).toMatchObject({ code: 'step/outside-window' });
    await sleepUntil(soonAt);
    await approveTest(real, plan);
    expect(await real.heldBySchedule(null)).toBeNull();
    expect(await applyTest(real, { step: first })).toMatchObject({ ok: true });
  });

  it('starts on a person’s word, which is written down before anything is sent', async () => {
    const { plan, rollout, first } = await bench();
    const before = plan.steps[0]?.id ?? '';
    expect(await driveRollout(rollout, practice.source, plan, { step: before })).toMatchObject({
      ok: true,
    });
    const word = {
      by: 'gaa@kestrel.example',
      how: 'cli',
      reason: ' phones end on Monday ',
    } as const;
    const asked = { until: { step: first }, signal: goOn.signal, onEvent: () => undefined };
    expect(await rollout.apply({ ...asked, outside: { ...word, reason: '  ' } })).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/refused', values: { expected: 'reason' } },
    });
    expect(sentAt(rollout)).toEqual([]);
    expect(await rollout.apply({ ...asked, outside: word })).toMatchObject({ ok: true });
    const entries = entriesOf(rollout);
    const note = entries.find((entry) => entry.body['what'] === 'outsideWindow');
    const sent = entries.find((entry) => entry.type === 'sent');
    expect(note?.body).toMatchObject({ ...word, reason: 'phones end on Monday', until: first });
    expect(note?.seq).toBeLessThan(sent?.seq ?? 0);
    expect(Date.parse(sent?.at ?? '')).toBeLessThan(opensAt);
  });

  it('takes no such word while it is open: what it closes on later is held', async () => {
    const { plan, rollout: real, first } = await bench(true);
    await driveRollout(real, practice.source, plan, { step: plan.steps[0]?.id ?? '' });
    // Nine in the morning of a working day; at eleven in the evening it is closed again.
    await sleepUntil(soonAt);
    await approveTest(real, plan);
    const outside = { by: 'x', how: 'cli', reason: 'today' } as const;
    const asked = { until: { step: first }, signal: goOn.signal, onEvent: () => undefined };
    expect(await real.apply({ ...asked, outside })).toMatchObject({ ok: true });
    expect(entriesOf(real).some((entry) => entry.body['what'] === 'outsideWindow')).toBe(false);
    await sleepUntil(soonAt + 14 * 3_600_000);
    // No new approval: a word that had been kept would still count.
    expect(await applyTest(real)).toMatchObject({
      ok: false,
      failure: { code: 'step/outside-window' },
    });
  });

  it('lets a soak that finds no day in the calendar last its minutes on such a word', async () => {
    const { plan, rollout, first } = await bench(false, 1);
    const soak = plan.steps.find((step) => step.kind === 'soak' && step.purpose === 'caEnforce');
    const place = plan.steps.findIndex((step) => step.id === soak?.id);
    const before = plan.steps[place - 1]?.id ?? first;
    expect(await driveRollout(rollout, practice.source, plan, { step: before })).toMatchObject({
      ok: true,
    });
    const until = { step: soak?.id ?? '' };
    // Frozen for longer than anybody looks ahead: as a calendar that has run out.
    Object.assign(plan.schedule, { freezes: [{ from: '2026-12-01', to: '2099-12-31' }] });
    expect(await applyTest(rollout, until)).toMatchObject({
      ok: false,
      failure: { code: 'step/outside-window', values: { opensAt: '' } },
    });
    expect(await rollout.heldBySchedule(until)).toMatchObject({ values: { opensAt: '' } });
    const outside = { by: 'x', how: 'cli', reason: 'the freeze was a mistake' } as const;
    const asked = { until, signal: goOn.signal, onEvent: () => undefined };
    expect(await rollout.apply({ ...asked, outside })).toMatchObject({ ok: true });
    const own = entriesOf(rollout).filter((entry) => entry.stepId === soak?.id);
    const began = own.find((entry) => entry.type === 'intent');
    const lengthMs =
      Date.parse(String(began?.body['until'])) - Date.parse(String(began?.body['startedAt']));
    expect(lengthMs).toBe((soak?.soakMinutes ?? 0) * 60_000);
  });

  it('takes such a word for one run, and never holds the way back', async () => {
    const { plan, rollout: real, first } = await bench(true);
    const [one] = plan.steps;
    await driveRollout(real, practice.source, plan, { step: one?.id ?? '' });
    const outside = { by: 'x', how: 'window', reason: 'today' } as const;
    const asked = { until: { step: first }, signal: goOn.signal, onEvent: () => undefined };
    expect(await real.apply({ ...asked, outside })).toMatchObject({ ok: true });
    await approveTest(real, plan);
    expect(await applyTest(real)).toMatchObject({
      ok: false,
      failure: { code: 'step/outside-window' },
    });
    await approveTest(real, plan, 'rollBack');
    const back = { toStep: null, signal: goOn.signal, onEvent: () => undefined };
    expect(await real.rollBack(back)).toMatchObject({ ok: true, value: { state: 'rolledBack' } });
    expect(await practice.source.clock.serverNow()).toBeLessThan(soonAt);
  });

  it('does not let the approval grow old while the schedule is closed', async () => {
    const { plan, rollout, first } = await bench();
    // Nine days to the first opening, on one approval.
    expect(opensAt - (await practice.source.clock.serverNow())).toBeGreaterThan(7 * dayMs);
    const done = await driveRollout(rollout, practice.source, plan, { step: first });
    expect(done).toMatchObject({ ok: true });
  });

  it('soaks a ring for the working days of the schedule', async () => {
    const { plan, rollout } = await bench(false, 3);
    const soak = plan.steps.find((step) => step.kind === 'soak' && step.purpose === 'caEnforce');
    const done = await driveRollout(rollout, practice.source, plan, { step: soak?.id ?? '' });
    expect(done).toMatchObject({ ok: true });
    const own = entriesOf(rollout).filter((entry) => entry.stepId === soak?.id);
    const began = own.find((entry) => entry.type === 'intent');
    const lengthMs =
      Date.parse(String(began?.body['until'])) - Date.parse(String(began?.body['startedAt']));
    expect(soak?.soakMinutes).toBe(1440);
    expect(lengthMs).toBeGreaterThanOrEqual(3 * dayMs);
    const end = own.find((entry) => entry.type === 'done');
    expect(Date.parse(end?.at ?? '') - Date.parse(began?.at ?? '')).toBeGreaterThanOrEqual(
      lengthMs - 1_000,
    );
  });
});

async function sleepUntil(at: number): Promise<void> {
  await practice.source.clock.sleep(at - (await practice.source.clock.serverNow()));
}
