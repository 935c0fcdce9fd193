import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { term } from '../../../../shared/i18n/terms';
import type { Step } from '../../../../shared/plan/step';
import { rootFolder } from '../../../../src-main/launch/places.mjs';
import { failureOfNumber } from '../../../../shared/registration/entra-codes';
import { unreadFailure, toFailure, toUnread } from '../../../../src-main/graph/graph-error';
import { classifyAnswer } from '../../../../src-main/rollout/classify-answer';
import { refusalOf } from '../../../../src-main/rollout/lot-outcome';
import type { EntraPlan } from '../../../../src-main/rollout/refused-step';
import { putOff, settling } from '../../../../src-main/rollout/told-outcome';
import {
  documentedErrors,
  errorOf,
  onWritesAlone,
  steps,
  type DocumentedError,
} from './documented-errors';

const now = Date.parse('2026-11-22T12:00:00Z');

const answerOf = ({ status, code, headers = {} }: DocumentedError) => ({
  ...{ status, headers, text: '{}', json: { error: { code, message: 'in any language' } } },
});

/** The failure of a write with its variant, or what else becomes of the write. */
function ofWrite(row: DocumentedError, step: Step, plan: EntraPlan): [string, Failure | null] {
  const meaning = classifyAnswer(step, answerOf(row), 1, now, plan);
  const told = (one: Failure): [string, Failure] => [keyOf(one), one];
  switch (meaning.kind) {
    case 'rejected':
    case 'awaitAuth':
      return told(meaning.failure);
    case 'retry':
      return told(putOff(step, row, now + meaning.afterMs));
    case 'unknown':
      return told(settling(step, row, now));
    case 'acked':
    case 'drift':
      return [meaning.kind, null];
  }
}

function keyOf({ code, values }: Failure): string {
  return values['why'] === undefined ? code : `${code} ${values['why']}`;
}

const isInRows = (code: string): boolean => documentedErrors.some((row) => row.code === code);

it('holds every row of the list of documented errors', () => {
  // domain.md 2; 412 and the statuses of graph-docs errors.md come after it.
  const domain = readFileSync(join(rootFolder, '../shared/domain.md'), 'utf8');
  const start = domain.indexOf('\nErrors to handle\n');
  const list = domain.slice(start, domain.indexOf('\n- Read the HTTP status', start));
  const codes = [...list.matchAll(/`([A-Za-z_]+)`/g)].map(([, code]) => code);
  const statuses = [...list.matchAll(/\b[45]\d\d\b/g)].map(([status]) => Number(status));
  expect([codes.length > 9, new Set(statuses).size]).toEqual([true, 8]);
  expect(codes.filter((code) => !isInRows(code ?? ''))).toEqual([]);
  const known = new Set(documentedErrors.map(({ status }) => status));
  expect(statuses.filter((status) => !known.has(status))).toEqual([]);
  expect(new Set(documentedErrors.map(({ name }) => name)).size).toBe(documentedErrors.length);
  expect(failureOfNumber('AADSTS70011', false)).toBe('auth/unknown-scope');
});

describe.each(documentedErrors)('$name', (row) => {
  it('is told by one key wherever it is read', () => {
    expect(keyOf(toFailure(answerOf(row)))).toBe(row.read);
    const reason = toUnread(answerOf(row));
    expect(reason.code).toBe(row.unread);
    // 401 ends a list before anything is noted of it.
    if (row.status !== 401) expect(unreadFailure(reason)).toEqual(toFailure(answerOf(row)));
  });

  it('is told by its own key where something was written', () => {
    const step = steps[row.step];
    const [key, told] = ofWrite(row, step, row.plan ?? 'p1');
    expect(key).toBe(row.write);
    const isTurnedDown = told !== null && /^step\/(refused|await-auth)$/.test(told.code);
    if (row.plan === undefined && isTurnedDown && !step.kind.startsWith('ca.')) {
      const motion = { step, direction: 'forward' as const };
      expect(refusalOf(motion, answerOf(row))).toEqual(told);
    }
  });

  it.each(['en', 'ja'] as const)('has a text for each in %s', (language) => {
    for (const told of [
      toFailure(answerOf(row)),
      ofWrite(row, steps[row.step], row.plan ?? 'p1')[1],
    ]) {
      if (told === null) continue;
      const text = Object.values(describeFailure(told, language)).flat().join(' ');
      expect(text).not.toMatch(/failure_|undefined|\{\w+\}|not known|不明\)/);
    }
    expect(term(row.unread, 'unread', language)).not.toBe(row.unread);
  });
});

describe.each(['en', 'ja'] as const)('advice in %s', (language) => {
  const adviceOf = (told: Failure): string => describeFailure(told, language).do;

  const listed = documentedErrors.filter(({ isListed }) => isListed);
  const ofReading = (row: DocumentedError): Failure => toFailure(answerOf(row));

  it.each([
    ['reads', listed.filter(({ name }) => !onWritesAlone.has(name)), ofReading],
    [
      'writes',
      listed,
      (row: DocumentedError) => ofWrite(row, steps[row.step], row.plan ?? 'p1')[1],
    ],
  ])('is each listed error’s own: %s', (_, rows, failureOf) => {
    const errorsOf = new Map<string, Set<string>>();
    for (const row of rows) {
      const told = failureOf(row);
      if (told === null) throw new Error(`nothing is told of ${row.name}`);
      const advice = adviceOf(told);
      errorsOf.set(advice, (errorsOf.get(advice) ?? new Set()).add(errorOf(row)));
    }
    expect([...errorsOf.values()].map((one) => [...one]).filter((one) => one.length > 1)).toEqual(
      [],
    );
    expect(errorsOf.size).toBeGreaterThan(10);
  });

  it('names the role, for each kind of step its own', () => {
    const row = documentedErrors.find(({ code }) => code === 'Authorization_RequestDenied');
    if (row === undefined) throw new Error('no row');
    const told = Object.values(steps).flatMap((step) => ofWrite(row, step, 'p1')[1] ?? []);
    const roles = told.map(({ values }) => values['role']);
    expect(new Set(roles).size).toBe(3);
    const english = { groups: 'Groups Administrator', japanese: 'グループ管理者' };
    expect(adviceOf(told[0] as Failure)).toContain(
      language === 'en' ? english.groups : english.japanese,
    );
  });
});
