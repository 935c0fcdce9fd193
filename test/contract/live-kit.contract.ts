import { afterEach, expect, it } from 'vitest';
import { assess } from '../../shared/assess/assess';
import { isJsonObject, type Json } from '../../shared/json';
import { openCaptureSource } from '../../src-main/graph/open-source';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../fixtures/open-practice';
import { questions, scrubCapture } from '../live/ask-live';
import { runLive } from '../live/run-live';

let practice: OpenPractice;
afterEach(() => practice.close());

async function live(more: Readonly<Record<string, unknown>> = {}) {
  const lines: string[] = [];
  const { graphUrl, token } = practice.tenant;
  const options = { 'graph-url': graphUrl, cloud: 'global', limits: false, write: false, ...more };
  const end = await runLive({ options, token, print: (line) => lines.push(line) });
  return { ...end, text: lines.join('\n') };
}

async function practiceState(): Promise<Json> {
  const response = await fetch(`${practice.tenant.graphUrl}/_practice/state`);
  return (await response.json()) as Json;
}

async function writesAt(): Promise<readonly Json[]> {
  const response = await fetch(`${practice.tenant.graphUrl}/_practice/history`);
  const { writes } = (await response.json()) as { writes: readonly Json[] };
  return writes;
}

it('reads alone unless it is told to, and finds the practice tenant as described', async () => {
  practice = await openPractice('S02');
  const end = await live();
  expect(await writesAt()).toEqual([]);
  expect(end.text).toMatch(/as expected +every-read/);
  expect(end.text).toContain('not asked   migration-state-same');
  expect(end.text).toContain('0 differ');
  expect(end).toMatchObject({ exitCode: 0, files: [] });
});

it('writes only what is there already, and leaves the tenant as it was', async () => {
  practice = await openPractice('S02');
  const before = await practiceState();
  const end = await live({ write: true, limits: true, only: allWrites });
  expect((await writesAt()).length).toBeGreaterThan(0);
  expect(owned(await practiceState())).toEqual(owned(before));
  expect(end.text).toMatch(/(as expected|seen) +migration-state-same/);
});

it('keeps what was seen without a name of the tenant', async () => {
  practice = await openPractice('S02');
  const end = await live({ out: 'seen.json', record: 'tour.json' });
  expect(end.files.map(([path]) => path)).toEqual(['tour.json', 'seen.json']);
  for (const [, text] of end.files) expect(text).not.toMatch(/kestrel/i);
  const told = JSON.parse(end.files[1]?.[1] ?? '') as { id: string; verdict: string }[];
  expect(told.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
});

it('refuses a question and a cloud that do not exist, before anything is sent', async () => {
  practice = await openPractice('S02');
  expect(await live({ only: 'no-such' })).toMatchObject({ exitCode: 2, files: [] });
  expect(await live({ cloud: 'moon' })).toMatchObject({ exitCode: 2, files: [] });
});

it('records the tour without a name of the tenant, and it plays to the same findings', async () => {
  practice = await openPractice('S02');
  const options = { signal: goOn.signal, onProgress: () => undefined };
  const taken = await captureTenant(practice.source, options);
  if (!taken.ok) throw new Error(taken.failure.code);
  const scrubbed = scrubCapture(taken.value);
  const names = namesIn(aboutPeople(taken.value));
  expect(names.length).toBeGreaterThan(100);
  for (const name of new Set(names)) {
    expect([name, scrubbed.toLowerCase().includes(name.toLowerCase())]).toEqual([name, false]);
  }
  expect(await findingsOf(scrubbed)).toEqual(await findingsOf(taken.value));
});

const allWrites = [
  'migration-state-same',
  'migration-state-back',
  'system-preferred-on-v1',
  'security-defaults-beside-policies',
  'policy-beside-security-defaults',
  'methods-policy-write-limit',
  'role-for-group-write',
].join(',');

function owned(state: Json): Json {
  if (!isJsonObject(state)) return null;
  const { authenticationMethodsPolicy: policy } = state;
  const text = JSON.stringify([
    policy,
    state['identitySecurityDefaultsEnforcementPolicy'],
    state['conditionalAccessPolicies'],
  ]);
  return JSON.parse(text.replace(/"(lastModified|modified)DateTime":"[^"]*",?/g, '')) as Json;
}

const naming = new Set(['displayName', 'userPrincipalName', 'mail', 'phoneNumber', 'department']);

/** Answers about people, groups and the organisation: every name in them is the tenant's own. */
function aboutPeople(text: string): Json {
  const { responses } = JSON.parse(text) as { responses: { url: string; body: Json }[] };
  const own = /^\/(v1\.0|beta)\/(users|groups|organization|domains|reports)\b/;
  return responses.filter(({ url }) => own.test(url)).map(({ body }) => body);
}

/** What people and the organisation are called in the real recording. */
function namesIn(value: Json, key = ''): readonly string[] {
  if (typeof value === 'string') return naming.has(key) && value.length > 4 ? [value] : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one) => namesIn(one, key));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => namesIn(inner, name));
}

async function findingsOf(text: string) {
  const source = await openCaptureSource(text);
  if (!source.ok) throw new Error(source.failure.code);
  const snapshot = await takeSnapshot({
    source: source.value,
    store: practice.store,
    answers: null,
    control: { signal: goOn.signal, isPaused: () => false, whenResumed: () => Promise.resolve() },
    onProgress: () => undefined,
    sha256,
    mayResume: false,
  });
  if (!snapshot.ok) throw new Error(snapshot.failure.code);
  const asOf = snapshot.value.takenAt;
  const assessed = assess({
    ...{ snapshot: snapshot.value, asOf },
    answers: { schema: 'causeway-answers/1' },
    choices: { schema: 'causeway-choices/1' },
  });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  return assessed.value.assessment.findings.map(({ code, count }) => [code, count]);
}
