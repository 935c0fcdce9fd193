import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { findingsView } from '../../../../shared/ipc/findings-contract';
import { noChoices } from '../../../../shared/tenant/choice';
import { buildFindingsView } from '../../../../src-main/workspace/findings-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const reading = scenarioSnapshot(readScenario('S02'));
const assessed = assess(reading);
if (!assessed.ok) throw new Error(assessed.failure.code);

describe('the Findings screen', () => {
  const view = buildFindingsView(assessed.value, noChoices, null);
  const find = (code: string) => view.findings.find((finding) => finding.code === code);

  it('groups by what is asked of the reader', () => {
    expect(find('BG-MISSING')).toMatchObject({ group: 'blocks', acceptable: false });
    expect(find('TRUSTED-IP-DECISION')).toMatchObject({ group: 'choice', acceptable: false });
    expect(find('NO-METHOD')).toMatchObject({ group: 'fix', acceptable: true, count: 17 });
    expect(find('NOT-APPLICABLE')).toMatchObject({ group: 'info' });
  });

  it('says what a blocker refuses', () => {
    expect(find('AMP-WOULD-STRAND')?.refuses).toEqual(['setComplete']);
    expect(find('BG-MISSING')?.refuses).toContain('caEnforce');
  });

  it('offers the choice a decision waits for, one for each range', () => {
    expect(find('TRUSTED-IP-DECISION')?.choice).toMatchObject({
      field: 'trustedIps',
      perSubject: true,
    });
  });

  it('counts readiness over the people alone', () => {
    const { ready, conditions, notReady, unknown } = view.readiness;
    expect(ready + conditions + notReady + unknown).toBe(41);
  });

  it('names the choices that count as not made', () => {
    const gone = { field: 'trustedIps', subject: '192.0.2.0/24', value: 'drop', because: 'gone' };
    const choices = {
      ...noChoices,
      trustedIps: [
        {
          value: 'drop' as const,
          range: gone.subject,
          ...{ reason: 'r', by: 'gaa', at: '2026-11-22' },
        },
      ],
    };
    expect(view.staleChoices).toEqual([]);
    const again = assess({ ...reading, choices });
    if (!again.ok) throw new Error(again.failure.code);
    expect(buildFindingsView(again.value, choices, null).staleChoices).toEqual([gone]);
  });

  it('carries what each finding rests on, and whether its count may grow', () => {
    expect(view.findings.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(find('BG-MISSING')?.evidence[0]).toEqual({ shape: 'value', field: 'named', value: 0 });
    expect(v.parse(findingsView, view)).toEqual(view);
    expect(view.findings.some(({ isAtLeast }) => isAtLeast)).toBe(false);
    const open = assess({ ...reading, answers: { ...reading.answers, sspr: {} } });
    if (!open.ok) throw new Error(open.failure.code);
    const growing = buildFindingsView(open.value, noChoices, null).findings;
    expect(growing.find(({ code }) => code === 'NO-METHOD')?.isAtLeast).toBe(true);
    expect(growing.find(({ code }) => code === 'NOT-APPLICABLE')?.isAtLeast).toBe(false);
  });

  it('shows an acceptance with who and when', () => {
    const accepted = {
      ...noChoices,
      accepted: [
        {
          ...{ code: 'NO-METHOD', reason: 'They start in January', by: 'gaa', at: '2026-11-22' },
          subjects: find('NO-METHOD')?.subjects.map(({ id }) => id) ?? [],
        },
      ],
    };
    const row = buildFindingsView(assessed.value, accepted, null).findings.find(
      (finding) => finding.code === 'NO-METHOD',
    );
    expect(row?.accepted).toEqual({
      reason: 'They start in January',
      by: 'gaa',
      at: '2026-11-22',
    });
  });
});
