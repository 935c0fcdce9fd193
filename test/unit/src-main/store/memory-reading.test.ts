import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Capture } from '../../../../shared/tenant/capture';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

let practice: OpenPractice;
let capture: Capture;
beforeAll(async () => {
  practice = await openPractice('S02');
  const taken = await captureTenant(practice.source, {
    signal: goOn.signal,
    onProgress: () => undefined,
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  capture = JSON.parse(taken.value) as Capture;
});
afterAll(() => practice.close());

async function readOf(text: string, isKept: boolean): Promise<Snapshot> {
  const source = await openCaptureSource(text);
  if (!source.ok) throw new Error(source.failure.code);
  const { store } = practice;
  const asked = { answers: null, control: goOn, onProgress: () => undefined, sha256 };
  const taken = await takeSnapshot({ source: source.value, store, isKept, ...asked });
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
}

/** The capture, with one field of the first row of a list made something else. */
function withJunk(path: string, field: string, value: unknown): string {
  const changed = structuredClone(capture) as unknown as {
    responses: { url: string; body: { value?: Record<string, unknown>[] } }[];
  };
  const page = changed.responses.find(({ url }) => url.startsWith(path))?.body.value;
  if (page?.[0] === undefined) throw new Error(`Nothing at ${path}.`);
  page[0][field] = value;
  return JSON.stringify(changed);
}

const registration = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

it('gives the snapshot that pages on disk give, to the byte', async () => {
  const text = JSON.stringify(capture);
  const [kept, held] = [await readOf(text, true), await readOf(text, false)];
  expect(held.users).toMatchObject({ kind: 'read' });
  expect(JSON.stringify(held)).toBe(JSON.stringify(kept));
});

it('keeps nothing in the store', async () => {
  const before = practice.store.snapshots.latest();
  await readOf(JSON.stringify(capture), false);
  expect(practice.store.snapshots.latest()).toEqual(before);
});

it.each([
  ['/v1.0/users?', 'displayName', 7],
  ['/v1.0/users?', 'assignedPlans', [{ servicePlanId: {} }]],
  [registration, 'methodsRegistered', [7]],
  [registration, 'isMfaCapable', 'yes'],
] as const)(
  'leaves %s unread where one %s is %j, on disk and in memory',
  async (path, field, junk) => {
    const text = withJunk(path, field, junk);
    const [kept, held] = [await readOf(text, true), await readOf(text, false)];
    const list = path === registration ? held.registration : held.users;
    expect(list).toEqual({ kind: 'unread', reason: { code: 'malformed' } });
    expect(JSON.stringify(held)).toBe(JSON.stringify(kept));
  },
);
