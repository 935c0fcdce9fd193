import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { takingView, type TakingView } from '../../../../shared/ipc/taking-contract';
import { serializePlan } from '../../../../shared/plan/plan-file';
import { ok } from '../../../../shared/result';
import { readMilliseconds } from '../../../../src-main/files/file-limits';
import { FileIntake, unwatched } from '../../../../src-main/workspace/file-intake';
import { openFile } from '../../../../src-main/workspace/open-file';
import { takeInPlan } from '../../../../src-main/workspace/plan-folder';
import { judgePlanHere } from '../../../fixtures/index-here';
import { openHost } from '../../../fixtures/open-host';
import { answered, captureOf } from '../../../fixtures/read-capture';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const text = serializePlan(scenarioPlan('S02').plan);

let folder = '';
let seen: (TakingView | null)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-intake-'));
  seen = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (name: string, body: unknown): void => {
  if (name === 'taking.changed') seen.push(v.parse(v.nullable(takingView), body));
};

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Waits until somebody ends it, as a judge does that is asked about a large file. */
function patient(begun: () => void) {
  return (signal: AbortSignal | undefined): Promise<{ kind: 'gaveUp' }> =>
    new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve({ kind: 'gaveUp' }));
      begun();
    });
}

describe('a file on its way in', () => {
  it('is told by its name, with its size and what was found, and no more once it is in', async () => {
    let now = 0;
    const host = openHost(folder, undefined, undefined, { publish, now: () => (now += 1_000) });
    const capture = captureOf([answered('/v1.0/users?$top=999', { value: [] })]);
    expect((await openFile(host, file('tenant.json', capture))).ok).toBe(true);
    const size = Buffer.byteLength(capture);
    const begun = { file: 'tenant.json', bytes: null, answers: null, thinking: null };
    expect(seen[0]).toEqual(begun);
    expect(seen).toContainEqual({ ...begun, bytes: { done: size, total: size } });
    expect(seen).toContainEqual({ ...begun, answers: 1 });
    expect([seen.at(-1), seen.filter((view) => view === null).length]).toEqual([null, 1]);
    await host.closeCurrent();
  });

  it.each(['a.causeway', 'a.json'])('ends when a person ends it: %s', async (name) => {
    const waits = patient(() => setTimeout(() => host.intake.cancel()));
    const host = openHost(
      folder,
      (_path, _take, signal) => waits(signal),
      (_path, signal) => waits(signal),
      { publish },
    );
    const taken = await openFile(host, file(name, text));
    expect(taken).toMatchObject({ failure: { code: 'plan/cancelled' } });
    expect([host.cards(), host.current, readdirSync(join(folder, 'workspaces'))]).toEqual([
      ...[[], null, []],
    ]);
    expect(seen.at(-1)).toBeNull();
  });

  it('can no longer be cancelled once all of it is in', async () => {
    const intake = new FileIntake((view) => void seen.push(view), Date.now);
    const taken = await intake.run('/a/b', ({ done, signal }) => {
      done();
      intake.cancel();
      return Promise.resolve(ok(signal.aborted));
    });
    expect(taken).toEqual(ok(false));
  });
});

describe('the thread that reads a plan file', () => {
  const readBy = (readPlan: () => Promise<undefined>, stop: () => void = () => undefined) =>
    takeInPlan(file('a.causeway', text), join(folder, 'w'), {
      ...{ judge: judgePlanHere, thinking: { isThere: true, readPlan, stop } },
    });

  it('is said to have ended where it ends, and the file is not called wrong', async () => {
    const taken = await readBy(() => Promise.resolve(undefined));
    expect(taken).toMatchObject({
      failure: { code: 'file/reader-ended', values: { file: 'a.causeway' } },
    });
    expect(readdirSync(join(folder, 'w'))).toEqual([]);
  });

  it('is not asked where a person ended it just before', async () => {
    const cancelled = new AbortController();
    const thinking = {
      get isThere() {
        cancelled.abort();
        return true;
      },
      readPlan: () => new Promise<undefined>(() => undefined),
      stop: () => undefined,
    };
    const taken = await takeInPlan(file('a.causeway', text), join(folder, 'w'), {
      ...{ judge: judgePlanHere, thinking },
      watch: { ...unwatched, signal: cancelled.signal },
    });
    expect(taken).toMatchObject({ failure: { code: 'plan/cancelled' } });
  });

  it('is ended after its time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let stop: () => void = () => undefined;
    let hasBegun = false;
    const reading = readBy(
      () => new Promise((resolve) => ((stop = () => resolve(undefined)), (hasBegun = true))),
      () => stop(),
    );
    while (!hasBegun) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(readMilliseconds(text.length));
    expect(await reading).toMatchObject({ failure: { code: 'file/too-slow' } });
  });
});
