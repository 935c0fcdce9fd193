import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { parsePlan, serializePlan } from '../../../../shared/plan/plan-file';
import type { JudgeFile } from '../../../../src-main/files/judge-file';
import { sha256 } from '../../../../src-main/files/sha256';
import type { Host } from '../../../../src-main/workspace/host';
import { openFile } from '../../../../src-main/workspace/open-file';
import { reachedScreens } from '../../../../src-main/workspace/reached-screens';
import { judgePlanHere } from '../../../fixtures/index-here';
import { openHost } from '../../../fixtures/open-host';
import { answered, captureOf } from '../../../fixtures/read-capture';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const text = serializePlan(plan);

let folder = '';
const hosts: Host[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'causeway-plan-'))));
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

function host(judge?: JudgeFile): Host {
  const opened = openHost(folder, undefined, judge);
  hosts.push(opened);
  return opened;
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** What lies in the workspaces' folders. */
function left(): readonly string[] {
  const root = join(folder, 'workspaces');
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
}

async function readIn(opened: Host) {
  const read = await opened.current?.filed.get();
  if (read?.ok !== true) throw new Error(JSON.stringify(read));
  return read.value;
}

describe('a plan file that somebody chose', () => {
  it('is listed by its tenant and read without the file it came from', async () => {
    const chosen = file('a.causeway', text);
    const opened = host();
    expect(await openFile(opened, chosen)).toEqual({ ok: true, value: undefined });
    rmSync(chosen);
    const [card] = opened.cards();
    expect(card).toMatchObject({
      ...{ source: 'plan', name: plan.tenant.displayName, domain: plan.tenant.primaryDomain },
      ...{ screen: 'review', readAt: plan.snapshotTakenAt, isRiskAtLeast: plan.lowerBound },
      ringSizes: plan.rings.map(({ members }) => members.length),
    });
    const read = await readIn(opened);
    expect(read.plan.planHash).toBe(plan.planHash);
    expect(read.simulation).toEqual(simulation);
  });

  it('opens no screen that would need a tenant', async () => {
    const opened = host();
    await openFile(opened, file('a.causeway', text));
    const reached = reachedScreens(opened.current);
    expect(reached).toEqual(expect.arrayContaining(['home', 'settings', 'review', 'export']));
    for (const screen of ['connect', 'read', 'today', 'policy', 'safety', 'rollout', 'finish']) {
      expect(reached).not.toContain(screen);
    }
    expect(opened.current?.connect.view).toMatchObject({ state: 'notNeeded', scopes: [] });
  });

  it('is read again by a later start, from its own copy', async () => {
    const first = host();
    await openFile(first, file('a.causeway', text));
    const id = first.current?.meta.id ?? '';
    await first.closeCurrent();
    const later = host();
    await later.open(id);
    expect((await readIn(later)).plan.planHash).toBe(plan.planHash);
  });

  it('is where it is already when it is opened again, under whatever name', async () => {
    const opened = host();
    await openFile(opened, file('a.causeway', text));
    const id = opened.current?.meta.id;
    await opened.closeCurrent();
    const before = left();
    await openFile(opened, file('b.causeway', text));
    expect(opened.current?.meta.id).toBe(id);
    expect([opened.cards().length, left()]).toEqual([1, before]);
  });

  it.each(['closed', 'open'])('mends a broken copy when it is given again: %s', async (state) => {
    const first = host();
    const chosen = file('a.causeway', text);
    await openFile(first, chosen);
    const { id = '' } = first.current?.meta ?? {};
    await first.closeCurrent();
    const kept = join(folder, 'workspaces', id, 'plan.causeway');
    writeFileSync(kept, '{');
    const later = host();
    if (state === 'open') {
      await later.open(id);
      expect(await later.current?.filed.get()).toMatchObject({ ok: false });
    }
    expect(await openFile(later, chosen)).toEqual({ ok: true, value: undefined });
    expect(later.current?.meta.id).toBe(id);
    expect((await readIn(later)).plan.planHash).toBe(plan.planHash);
    expect([later.cards().length, readFileSync(kept, 'utf8')]).toEqual([1, text]);
  });

  it('is taken in after the one before it, and the same one only once', async () => {
    let [running, most] = [0, 0];
    const opened = host(async (path) => {
      most = Math.max(most, (running += 1));
      await new Promise((done) => setTimeout(done, 50));
      const verdict = await judgePlanHere(path);
      running -= 1;
      return verdict;
    });
    const files = ['a', 'b', 'c'].map((name) => file(`${name}.causeway`, text));
    await Promise.all(files.map((one) => openFile(opened, one)));
    expect([most, opened.cards().length]).toEqual([1, 1]);
  });

  it('loses its approvals and keeps its hash', async () => {
    const approval = {
      ...{ planHash: plan.planHash, tenant: plan.tenant.id },
      ...{ account: '11111111-2222-3333-4444-555555555555', at: '2026-11-22T12:00:00Z' },
    };
    const approved: Plan = { ...plan, envelope: { ...plan.envelope, approvals: [approval] } };
    const opened = host();
    await openFile(opened, file('a.causeway', serializePlan(approved)));
    const read = await readIn(opened);
    expect([read.approvals, read.plan.envelope]).toEqual([1, plan.envelope]);
    expect(parsePlan(serializePlan(read.plan), sha256)).toMatchObject({
      value: { planHash: plan.planHash },
    });
    expect(opened.current?.rollout.plan).toBeNull();
  });
});

describe('what a file says it is decides, not its name', () => {
  it('a plan under the name of a capture', async () => {
    const opened = host();
    expect(await openFile(opened, file('tenant.capture.json', text))).toMatchObject({ ok: true });
    expect(opened.cards().map(({ source }) => source)).toEqual(['plan']);
  });

  it('a capture under the name of a plan', async () => {
    const opened = host();
    const capture = captureOf([answered('/v1.0/users?$top=999', { value: [] })]);
    expect(await openFile(opened, file('tenant.causeway', capture))).toMatchObject({ ok: true });
    expect(opened.cards().map(({ source }) => source)).toEqual(['capture']);
  });
});

describe('a file that is no whole plan', () => {
  const changed = (change: (json: string) => string) => () => file('x.causeway', change(text));
  it.each<readonly [string, () => string, object]>([
    ['not there', () => join(folder, 'none.causeway'), { code: 'file/not-found' }],
    [
      'a folder',
      () => (mkdirSync(join(folder, 'd.causeway')), join(folder, 'd.causeway')),
      { code: 'file/unreadable' },
    ],
    ['no JSON', () => file('x.causeway', 'PK\u0003\u0004'), { code: 'file/not-json' }],
    ['cut off', changed((json) => json.slice(0, json.length / 2)), { code: 'file/not-json' }],
    [
      'of a newer version',
      changed((json) => json.replace('causeway-plan/1', 'causeway-plan/2')),
      { code: 'file/wrong-schema', values: { actual: 'causeway-plan/2' } },
    ],
    [
      'something else',
      () => file('x.causeway', '{"schema":"causeway-assessment/1"}'),
      { code: 'file/wrong-schema', values: { actual: 'causeway-assessment/1' } },
    ],
    [
      'edited',
      changed((json) => json.replace(/"displayName": "[^"]*"/, '"displayName": "Other"')),
      { code: 'plan/edited', values: { file: 'x.causeway' } },
    ],
    [
      'of another shape',
      changed((json) => json.replace('"isPerson": true', '"isPerson": "yes"')),
      { code: 'file/invalid', values: { place: expect.stringMatching(/isPerson$/) as unknown } },
    ],
    [
      'hostile',
      changed((json) => json.replace('{', '{"__proto__":{},')),
      { code: 'file/invalid', values: { place: '["__proto__"] (1:13)', file: 'x.causeway' } },
    ],
  ])('leaves nothing behind: %s', async (_name, choose, refusal) => {
    const opened = host();
    const answer = await openFile(opened, choose());
    expect(answer).toMatchObject({ ok: false, failure: refusal });
    expect(JSON.stringify(answer)).not.toContain(folder);
    expect([opened.cards(), opened.current, left()]).toEqual([[], null, []]);
  });

  it('leaves nothing behind where the program ends in the middle of it', async () => {
    let begun = false;
    const first = host(() => ((begun = true), new Promise(() => undefined)));
    void first.newPlan(file('a.causeway', text));
    await expect.poll(() => begun).toBe(true);
    expect(left().some((name) => name.endsWith('.part'))).toBe(true);
    expect(host().cards()).toEqual([]);
    expect(left()).toEqual([]);
  });

  it('leaves the open workspace as it is', async () => {
    const opened = host();
    await openFile(opened, file('a.causeway', text));
    const { current } = opened;
    await openFile(opened, file('x.causeway', '{'));
    expect(opened.current).toBe(current);
    expect((await readIn(opened)).plan.planHash).toBe(plan.planHash);
  });

  it('says what is wrong with its own copy later', async () => {
    const first = host();
    await openFile(first, file('a.causeway', text));
    const { id = '' } = first.current?.meta ?? {};
    await first.closeCurrent();
    writeFileSync(join(folder, 'workspaces', id, 'plan.causeway'), '{');
    const later = host();
    await later.open(id);
    const answer = await later.current?.filed.get();
    expect(answer).toMatchObject({ failure: { code: 'file/not-json' } });
    expect(JSON.stringify(answer)).not.toContain(folder);
  });
});
