import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../../shared/assess/assess';
import type { Assessment } from '../../shared/assess/assessment';
import { noChoices } from '../../shared/tenant/choice';
import type { Answers } from '../../shared/tenant/answer';
import type { Capture } from '../../shared/tenant/capture';
import { recordedTransport } from '../../src-main/graph/capture-transport';
import { createGraphClient } from '../../src-main/graph/graph-client';
import { openCaptureSource } from '../../src-main/graph/open-source';
import { Recordings } from '../../src-main/graph/recordings';
import type { Source } from '../../src-main/graph/source';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { Clock } from '../../src-main/ports/clock';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { goOn, openPractice } from '../fixtures/open-practice';
import type { RecordedAnswer } from '../fixtures/read-capture';
import { readScenario } from '../fixtures/scenario-file';
import { writeBody } from './mutations';

/** `isCut`: the text of its body ends in the middle, which no capture file can hold. */
export type JunkAnswer = RecordedAnswer & { readonly isCut?: boolean };

export interface JunkTenant {
  readonly answers: readonly JunkAnswer[];
  /** The assessment of a capture of these answers. Throws where a failure or an error came. */
  assessed(answers: readonly JunkAnswer[]): Promise<Assessment>;
  close(): void;
}

/** S02 with what it lacks: an enabled policy, SMS sign-in, people read one by one, a sign-in. */
function scenario() {
  const whole = structuredClone(loadBuiltInScenario('S02'));
  if (whole.input.kind !== 'tenant') throw new Error('S02 is one tenant.');
  const { input } = whole;
  const cohort = (id: string) => {
    const found = input.cohorts.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };
  input.amp.methods['Sms'] = {
    ...{ state: 'enabled', includeTargets: ['all_users'], isUsableForSignIn: true },
  };
  input.tenant.federatedDomains = [
    { domain: 'fed.example', federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp' },
  ];
  input.tenant.dirSync = true;
  input.stagedRollout = [{ name: 'Hash', feature: 'passwordHashSync' }];
  input.delegatedAdmin = [
    { name: 'Help', customer: 'Contoso', status: 'active', roles: ['Global Reader'] },
  ];
  cohort('offPhone').smsSignIn = true;
  cohort('enfTotp3p').inReport = false;
  cohort('scan').ropc = true;
  cohort('offApp').usesNps = true;
  cohort('offApp').roles = [
    { role: 'Global Reader', assignment: 'eligible' },
    { role: 'User Administrator', assignment: 'active', until: '2027-11-22T00:00:00Z' },
  ];
  input.groups.push({ name: 'Kept out' });
  cohort('gaA').groups = [...(cohort('gaA').groups ?? []), 'Kept out'];
  input.conditionalAccess.push({
    ...{ name: 'MFA for the app users', state: 'enabled' },
    users: { includeCohorts: ['enfApp', 'gaA'], excludeGroups: ['Kept out'] },
    ...{ apps: { include: ['All'] }, grant: { operator: 'OR', controls: ['mfa'] } },
  });
  input.conditionalAccess.push({
    templateId: 'c7503427-338e-4c5e-902d-abe252abfb43',
    ...{ name: 'A trial', state: 'enabledForReportingButNotEnforced' },
    users: { includeCohorts: ['enfApp'] },
    ...{ apps: { include: ['All'] }, grant: { operator: 'OR', controls: ['block'] } },
  });
  return whole;
}

type Head = Pick<Capture, 'schema' | 'capturedAt' | 'cloud' | 'tenantId'>;

/** A capture opened as ever, but for the waits before a read is repeated: time jumps over them. */
async function openWithoutWaits(head: Head, answers: readonly JunkAnswer[]): Promise<Source> {
  const opened = await openCaptureSource(JSON.stringify({ ...head, responses: [] }));
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const serverNow = await opened.value.clock.serverNow();
  let at = serverNow;
  const clock: Clock = {
    ...{
      now: () => at,
      steady: () => at,
      watched: () => at,
      serverNow: () => Promise.resolve(serverNow),
    },
    serverTime: () => serverNow,
    sleep: (ms) => {
      at += ms;
      return Promise.resolve();
    },
  };
  const transport = recordedTransport(head, recordingsOf(answers));
  const graph = createGraphClient({ transport, getToken: null, clock: () => clock });
  return { ...opened.value, graph, clock: graph.clock };
}

function recordingsOf(answers: readonly JunkAnswer[]): Recordings {
  const recordings = new Recordings();
  for (const { url, status, body, isCut } of answers) {
    const text = writeBody(body);
    const told = isCut === true ? text.slice(0, text.length / 2) : text;
    recordings.add({ url, status, headers: {}, body: () => told });
  }
  return recordings;
}

/** A captured tenant whose answers can be spoilt and read again, many times. */
export async function openJunkTenant(): Promise<JunkTenant> {
  const { answers } = readScenario('S02').input as unknown as { answers: Answers };
  const practice = await openPractice('S02', { scenario: scenario() });
  const text = await captureTenant(practice.source, {
    ...{ signal: goOn.signal, onProgress: () => undefined, answers },
  });
  await practice.close();
  if (!text.ok) throw new Error(text.failure.code);
  const capture = JSON.parse(text.value) as Capture & {
    readonly responses: readonly RecordedAnswer[];
  };
  const directory = mkdtempSync(join(tmpdir(), 'causeway-fuzz-'));
  const store = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!store.ok) throw new Error(store.failure.code);
  return {
    answers: capture.responses,
    assessed: async (responses) => {
      const source = await openWithoutWaits(capture, responses);
      const taken = await takeSnapshot({
        ...{ source, store: store.value, answers, control: goOn, sha256 },
        ...{ mayResume: false, onProgress: () => undefined },
      });
      if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
      const { takenAt } = taken.value;
      const done = assess({ snapshot: taken.value, answers, choices: noChoices, asOf: takenAt });
      if (!done.ok) throw new Error(JSON.stringify(done.failure));
      return done.value.assessment;
    },
    close: () => {
      store.value.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
