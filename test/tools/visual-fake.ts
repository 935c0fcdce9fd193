import type { FailureCode } from '../../shared/diagnostic';
import type { AppState } from '../../shared/ipc/home-contract';
import type { Api } from '../../shared/ipc/contract-types';
import { usualSettings, type ManagedView } from '../../shared/ipc/settings-contract';
import type { UpdateNotice, UpdateView } from '../../shared/ipc/update-contract';
import { optionalScopes, writeScopes } from '../../shared/registration/graph-scopes';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import type { FakeApi } from '../fixtures/fake-api';
import { answerFleet } from '../fixtures/fake-fleet';
import { fakeS02 } from '../fixtures/fake-s02';
import { answerPlanCalls } from '../fixtures/fake-plan';
import type { PlanViews } from '../fixtures/plan-views';
import { changeViews } from '../fixtures/plan-variants';
import { naivePage } from '../fixtures/naive-people';
import { because } from '../fixtures/rollout-progress';
import { rolloutAt, rolloutMoments } from '../fixtures/rollout-states';
import { throttled } from '../fixtures/rollout-stops';
import { aConnection, aWorkspace, s02Tenant } from '../fixtures/s02-app-views';
import { s02People } from '../fixtures/s02-people';

interface VisualOptions {
  readonly screen: string;
  readonly language: 'en' | 'ja';
  readonly theme: 'light' | 'dark';
  /** A moment of the rollout, or another state of the plan's screens. */
  readonly state: string;
  readonly views: PlanViews;
  /** Today is of these views, too, and not of the small tenant of the component tests. */
  readonly ofScenario: boolean;
}

/** Settings that a policy file sets; with a fault, what is closed until it is mended. */
const managed: Readonly<Record<string, ManagedView>> = {
  managed: {
    names: ['language', 'isReadOnly', 'checksUpdates', 'cloud', 'asksTwoPeople', 'soakDays'],
    ...{ setBy: 'Contoso IT', fault: null },
  },
  policyFault: {
    ...{ names: ['isReadOnly', 'checksUpdates', 'asksTwoPeople'], setBy: '' },
    fault: { file: '/etc/causeway/policy.json', place: 'settings.soakDays', expected: '<=30' },
  },
};

declare global {
  interface Window {
    /** Puts the fake where the preload would put the real one; visual.mjs calls it. */
    useFakeApi(options: VisualOptions): void;
  }
}

window.useFakeApi = ({ screen, language, theme, state, views, ofScenario }) => {
  const name: ScreenName = screenNames.find((one) => one === screen) ?? 'home';
  const moment = rolloutMoments.find((one) => one === (asks[state] ?? state));
  const api = fakeS02(name, {
    isRunning: state === 'refused',
    language,
    settings: { ...usualSettings, language, theme },
    ...(managed[state] === undefined ? {} : { managed: managed[state] }),
    ...(moment === undefined ? {} : { reached: [...screenNames] }),
    ...(state === 'file' ? filed(name) : {}),
  });
  const shown: Api = answerPlanCalls(api, changeViews(views, state), moment);
  if (ofScenario) api.handle('today.get', () => views.today);
  if (state === 'thinking') waitForLarge(api);
  if (state === 'update') tellUpdate(api);
  if (state === 'dragging' || state === 'refused') setInterval(dragOver, 100);
  if (state === 'file') api.handle('review.get', () => ({ ...views.review, ...proposal }));
  if (state === 'runs') api.handle('home.list', () => ({ workspaces: someRuns }));
  if (state === 'taking') takeForLong(api);
  if (state === 'filling') fillForLong(api);
  if (state === 'signedIn') api.handle('connect.get', () => signedIn);
  if (state === 'asking') {
    api.handle('connect.get', () => ({ ...signedIn, permission: 'asking' }));
  }
  if (state === 'stopAsking') {
    api.handle('rollout.stop', () => {
      setTimeout(() => api.notify('connect.changed', { ...signedIn, permission: 'asking' }), 100);
      return new Promise(() => undefined);
    });
  }
  if (state === 'lacking' || state === 'takenBack') {
    const lacking = [
      { scope: 'AuditLog.Read.All', sources: ['registration', 'signIns'] },
      { scope: 'Policy.Read.All', sources: ['authenticationMethodsPolicy'] },
    ];
    const now = { ...signedIn, lacking };
    api.handle('connect.get', () => (state === 'lacking' ? now : signedIn));
    if (state === 'takenBack') setInterval(() => api.notify('connect.changed', now), 300);
  }
  const told = goingOn[state];
  if (told !== undefined && moment !== undefined) {
    const running = rolloutAt(views.rollout, moment);
    const [code, values] = told;
    const failure = because(code, { step: running.current ?? '', ...values });
    const steps = running.steps.map((step) =>
      step.id === running.current ? { ...step, failure } : step,
    );
    setInterval(() => api.notify('rollout.changed', { ...running, steps }), 300);
  }
  if (state === 'return') api.handle('overview.since', () => sinceThen);
  if (state === 'unasked') {
    const asksFor = [...writeScopes];
    api.handle('rollout.prepare', ({ act, ring }) => ({ ...views.commit, act, ring, asksFor }));
  }
  if (state === 'moved') {
    const { moved } = views;
    api.handle('rollout.prepare', ({ act, ring }) => ({
      ...{ ...views.commit, act, ring, moved, changes: [], phrase: '' },
    }));
  }
  const clients = { fleetRunning: 'running', fleetEnded: 'ended', fleet: 'still' } as const;
  if (Object.hasOwn(clients, state)) answerFleet(api, clients[state as keyof typeof clients]);
  if (state === 'fleetEmpty') answerFleet(api, 'still', []);
  if (state === 'partners') api.handle('today.get', () => ({ ...views.today, partners }));
  Object.defineProperty(window, 'api', { value: shown });
};

/** The moment of a rollout in which a state is shown; also such as wait for leave to change it. */
const asks: Readonly<Record<string, string>> = {
  ...{ asking: 'running', stopAsking: 'enforced', takenBack: 'held', moved: 'held' },
  ...{ putOff: 'running', settling: 'running', sendingAgain: 'running' },
};

const silent = { why: 'silence', from: '2026-11-24T09:01:00Z', until: '2026-11-24T09:30:00Z' };
/** What is told of a write that was put off, or got no answer, while the run goes on. */
const goingOn: Readonly<Record<string, readonly [FailureCode, Readonly<Record<string, string>>]>> =
  {
    putOff: ['step/put-off', { why: 'throttled', ...throttled }],
    settling: ['step/settling', { made: 'object', ...silent }],
    sendingAgain: ['step/settling', { made: 'again', ...silent }],
  };

const signedIn = aConnection({
  ...{ state: 'confirmed', tenant: s02Tenant },
  optional: optionalScopes.map((scope, n) => ({ scope, isAllowed: n === 0 })),
});

/** A plan that was left for some days. */
const sinceThen = {
  ...{ at: '2026-11-18T08:40:00Z', isReadingOld: false },
  steps: { before: 12, now: 19, of: 48 },
  registered: { before: 31, now: 38 },
  next: { date: '2027-02-01', before: 75, now: 71 },
  read: { before: '2026-11-18T09:02:00Z', now: '2026-11-22T12:04:00Z' },
};

/** A partner's own tenant, whose operator signed in from outside. */
const partners = {
  customers: { reached: 12, byStatus: { active: 12, approvalPending: 2, expired: 1 } },
  isSignedInFromOutside: true,
  policies: [
    { id: '1', displayName: 'Require MFA for service providers', state: 'enabled' as const },
    {
      ...{ id: '2', displayName: '外部ユーザーの多要素認証' },
      state: 'reportOnly' as const,
    },
  ],
};

/** Main that is still making the list of people of a large tenant. */
function fillForLong(api: FakeApi): void {
  const filling = { done: 42_500, of: 100_000 };
  api.handle('people.list', (query) => ({ ...naivePage(s02People, query), filling }));
}

/** A plan file is read. */
const filed = (screen: ScreenName): Partial<AppState> => ({
  workspace: aWorkspace({ ...{ source: 'plan', screen, scenario: null } }),
  reached: [
    ...(['home', 'settings', 'findings', 'rings', 'schedule', 'messages', 'review'] as const),
    'export',
  ],
});

const proposal = {
  readOnly: { key: 'review_read_only_file', values: {} },
  proposal: { droppedApprovals: 2 },
};

/** Plans whose rollouts ended, wait or were cut off. */
const someRuns = (['cut', 'held', 'running', null] as const).map((run, n) =>
  aWorkspace({
    ...{ id: `ws-${n}`, stepsDone: run === null ? 31 : 12, run, isFinished: run === null },
    ...(run === null ? { nextDate: null } : {}),
  }),
);

/** Somebody holds a file over the window. */
function dragOver(): void {
  const dataTransfer = { types: ['Files'], items: [{ kind: 'file' }], dropEffect: 'copy' };
  window.dispatchEvent(Object.assign(new Event('dragover'), { dataTransfer }));
}

/** A build that was published, and was told of a newer one. */
function tellUpdate(api: FakeApi): void {
  const notice: UpdateNotice = {
    ...{ schema: 'causeway-notice/1', channel: 'stable', version: '0.2.0' },
    ...{ publishedAt: '2026-11-20T09:00:00Z', page: 'https://downloads.example/causeway/0.2.0' },
    changes: {
      en: 'Groups without an owner are named.\nThe PDF carries tags.',
      ja: '所有者のいないグループを表示するようになりました。\nPDF にタグが付きます。',
    },
    files: [{ name: 'causeway-0.2.0.AppImage', sha512: 'ab12'.repeat(32) }],
  };
  const view: UpdateView = {
    ...{ state: 'ready', canCheckFile: true, host: 'downloads.example', keys: ['0f'.repeat(32)] },
    told: { notice, isNewer: true },
  };
  api.handle('updates.get', () => view);
}

/** Main that still copies a large file somebody opened. */
function takeForLong(api: FakeApi): void {
  const bytes = { done: 84_000_000, total: 212_000_000 };
  const view = { file: 'contoso-2026-11.causeway', bytes, answers: null, thinking: null };
  setTimeout(() => api.notify('taking.changed', view), 500);
}

/** Main that still works out a large tenant: Today and Findings wait. */
function waitForLarge(api: FakeApi): void {
  api.hang('today.get').hang('findings.list');
  const rows = { done: 25_000, total: 100_000 };
  setTimeout(() => api.notify('thinking.changed', { part: 'handing', users: 100_000, rows }), 500);
}
