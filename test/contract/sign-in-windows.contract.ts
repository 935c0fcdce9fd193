import { describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import { noChoices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { parseSnapshot } from '../../src-main/cli/snapshot-file';
import { openCaptureSource } from '../../src-main/graph/open-source';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import { reportOnlyPeople } from '../../src-main/rollout/report-only-policies';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { readCapture } from '../fixtures/read-capture';
import { snapshotText } from '../fixtures/snapshot-text';

type Tenant = Extract<ScenarioInput['input'], { kind: 'tenant' }>;

async function read(
  name: 'S01' | 'S02',
  change: (input: Tenant) => void = () => undefined,
): Promise<Snapshot> {
  const scenario = structuredClone(loadBuiltInScenario(name));
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  change(scenario.input);
  const practice = await openPractice(name, { scenario });
  const taken = await takeSnapshot({
    ...{ source: practice.source, store: practice.store, answers: null, control: goOn, sha256 },
    onProgress: () => undefined,
  });
  const kept = practice.store.snapshots.load(practice.store.snapshots.latest()?.snapshotId ?? '');
  const text = await captureTenant(practice.source, {
    signal: goOn.signal,
    onProgress: () => undefined,
  });
  await practice.close();
  if (!taken.ok) throw new Error(taken.failure.code);
  if (!text.ok) throw new Error(text.failure.code);
  expect(kept).toEqual(taken.value);
  expect(parseSnapshot(snapshotText(taken.value), 's.json', sha256).ok).toBe(true);
  const source = await openCaptureSource(text.value);
  expect(source.ok).toBe(true);
  const replayed = await readCapture(text.value);
  for (const part of ['legacySignIns', 'reportOnlySignIns'] as const) {
    expect(rowsOf(replayed[part])).toEqual(rowsOf(taken.value[part]));
  }
  return taken.value;
}

function rowsOf(window: Snapshot['legacySignIns'] | Snapshot['reportOnlySignIns']): unknown {
  return window?.kind === 'read' ? window.value.rows : window;
}

function upns(snapshot: Snapshot, ids: readonly string[]): readonly string[] {
  const users = snapshot.users.kind === 'read' ? snapshot.users.value : [];
  const known = new Map(users.map((user) => [user.id, user.userPrincipalName]));
  return [...new Set(ids)].map((id) => known.get(id) ?? id).sort();
}

function idOf({ conditionalAccess }: Snapshot, name: string): string {
  const policies = conditionalAccess.kind === 'read' ? conditionalAccess.value : [];
  return policies.find((policy) => policy.displayName === name)?.id.toLowerCase() ?? name;
}

/** The figure of a gate over one policy. */
function stoppedBy(snapshot: Snapshot, name: string): number | null {
  const gate = { figure: 'reportOnlyFailures', atMost: 0 } as const;
  return reportOnlyPeople(snapshot, { people: [] }, [idOf(snapshot, name)], gate)?.length ?? null;
}

const reporting = (name: string, controls: ('mfa' | 'block')[], cohort: string) => ({
  ...{ name, state: 'enabledForReportingButNotEnforced' as const },
  ...{ users: { includeCohorts: [cohort] }, apps: { include: ['All'] } },
  grant: { operator: 'OR' as const, controls },
});

describe('legacy authentication', () => {
  test('names who signed in with what, and nobody else', async () => {
    const { legacySignIns, ...snapshot } = await read('S02');
    if (legacySignIns?.kind !== 'read') throw new Error('unread');
    const { rows, cutAt, since } = legacySignIns.value;
    expect(
      upns(
        snapshot,
        rows.map((row) => row.userId),
      ),
    ).toEqual(['scan@kestrel.example']);
    expect(rows.map((row) => [row.clientAppUsed, row.appName, row.count])).toEqual([
      ['Authenticated SMTP', 'Office 365 Exchange Online', 1],
    ]);
    const days = Math.floor((Date.parse(snapshot.takenAt) - Date.parse(since)) / 86_400_000);
    expect([cutAt, days]).toEqual([...[null, 30]]);
  });

  test('without P1 is not asked: the log itself says why', async () => {
    const snapshot = await read('S01');
    expect(snapshot.legacySignIns).toBeUndefined();
    expect(snapshot.signIns).toMatchObject({ kind: 'unread', reason: { code: 'notLicensed' } });
    const input = { snapshot, answers: null, choices: noChoices, asOf: snapshot.takenAt };
    const judged = assess(input);
    const unread = judged.ok ? judged.value.assessment.unread : [];
    const log = unread.filter(({ source }) => /^(legacy|reportOnly)?signIns$/i.test(source));
    expect(log.map(({ source, reason }) => [source, reason])).toEqual([
      ['legacySignIns', 'notLicensed'],
      ['reportOnlySignIns', 'notLicensed'],
      ['signIns', 'notLicensed'],
    ]);
  });
});

describe('policies that only report', () => {
  test('are not asked about where there are none', async () => {
    const snapshot = await read('S02', (input) => {
      input.conditionalAccess = [];
    });
    expect(snapshot.reportOnlySignIns).toBeUndefined();
    expect(stoppedBy(snapshot, 'Stop')).toBeNull();
  });

  test('tell whom they would have stopped, and whom asked', async () => {
    const snapshot = await read('S02', (input) => {
      input.conditionalAccess.push(reporting('Stop', ['block'], 'enfApp'));
      input.conditionalAccess.push(reporting('Ask', ['mfa'], 'none'));
      input.conditionalAccess.push(reporting('Pass', ['mfa'], 'gaA'));
    });
    const { reportOnlySignIns, users } = snapshot;
    if (reportOnlySignIns?.kind !== 'read' || users.kind !== 'read') throw new Error('unread');
    const { rows, cutAt } = reportOnlySignIns.value;
    const stopped = rows.filter((row) => row.failures > 0);
    expect(cutAt).toBeNull();
    expect(stopped.length).toBeGreaterThan(1);
    for (const upn of upns(
      snapshot,
      stopped.map((row) => row.userId),
    )) {
      expect(upn).toMatch(/^enfapp\d+@/);
    }
    expect(stoppedBy(snapshot, 'Stop')).toBe(stopped.length);
    // Other policies of the tenant report too, and are nobody's business here.
    expect(stoppedBy(snapshot, 'Pass')).toBe(0);
    const judged = reportOnlySignIns.value.judged ?? {};
    expect(judged[idOf(snapshot, 'Stop')]).toBe(stopped.length);
    expect(judged[idOf(snapshot, 'Pass')]).toBeGreaterThan(0);
  });

  test('tell nothing any more once they are on', async () => {
    const snapshot = await read('S02', (input) => {
      input.conditionalAccess.push(reporting('Stop', ['block'], 'enfApp'));
    });
    const on = {
      ...snapshot,
      conditionalAccess: {
        kind: 'read' as const,
        value:
          snapshot.conditionalAccess.kind === 'read'
            ? snapshot.conditionalAccess.value.map((one) => ({ ...one, state: 'enabled' }))
            : [],
      },
    };
    expect(stoppedBy(snapshot, 'Stop')).toBeGreaterThan(0);
    expect(stoppedBy(on, 'Stop')).toBeNull();
  });
});
