import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { sourceNames } from '../tenant/snapshot';
import { optionalScopes } from '../registration/graph-scopes';
import { call } from './define';
import { typedRegistration } from './registration-contract';
import { empty, failureView, id, screenName } from './common-views';
import { proxyAsk } from './proxy-contract';
import { practiceTenants } from './practice-tenants';
import { managedView, settingsView } from './settings-contract';

/** Where a tenant comes from; `plan`: nothing but a plan file, to be read. */
const workspaceSource = v.picklist(['https', 'practice', 'capture', 'plan']);

/** One plan in the making: a tenant, its source, and how far it got. */
export const workspaceCard = v.strictObject({
  id,
  name: text,
  domain: text,
  source: workspaceSource,
  /** Begun with a plan file, whose answers and choices are its draft. */
  isFromPlan: v.boolean(),
  scenario: v.nullable(shortText),
  screen: screenName,
  readAt: v.nullable(shortText),
  peopleAtRisk: v.nullable(count),
  /** The count may grow once more is read or answered. */
  isRiskAtLeast: v.boolean(),
  nextDate: v.nullable(shortText),
  /** Members per ring; empty before a plan exists. */
  ringSizes: v.array(count),
  stepsDone: count,
  stepsTotal: count,
  /** Of a rollout that is not over: running now, held by a person, or cut off in the middle. */
  run: v.nullable(v.picklist(['running', 'held', 'cut'])),
  /** Rolled out, read again, and nothing left to do. */
  isFinished: v.boolean(),
});
export type WorkspaceCard = v.InferOutput<typeof workspaceCard>;

export const appState = v.strictObject({
  settings: settingsView,
  /** Null: no policy file of an organisation lies on this computer. */
  managed: v.nullable(managedView),
  /** Resolved language: the system's when the setting says so. */
  language: v.picklist(['en', 'ja']),
  systemTheme: v.picklist(['light', 'dark']),
  version: shortText,
  runtime: v.strictObject({
    electron: shortText,
    isStandIn: v.boolean(),
    realTenantOff: v.boolean(),
  }),
  workspace: v.nullable(workspaceCard),
  screen: screenName,
  /** Screens that may be opened now. */
  reached: v.array(screenName),
  offline: v.boolean(),
  /** A proxy that waits for a name and a password; null: none does. */
  proxyAsks: v.nullable(proxyAsk),
  rolloutHasEnforced: v.boolean(),
  /** A rollout runs: nothing else is opened meanwhile. */
  isRunning: v.boolean(),
  /** The page or the program ended by itself; null: nothing is to be said of it (any more). */
  restarted: v.nullable(
    v.strictObject({
      of: v.picklist(['page', 'program']),
      /**
       * Of the open plan's rollout: `whole` where its journal was opened, is intact and leaves
       * nothing open; `unread` where that is not known; `idle` where no plan is approved.
       */
      stands: v.picklist(['idle', 'running', 'open', 'whole', 'unread']),
      /** Where it stands `open`: the step whose outcome is not known, by its place in the plan. */
      open: v.nullable(v.strictObject({ step: count, total: count })),
    }),
  ),
  savedAt: v.nullable(shortText),
});
export type AppState = v.InferOutput<typeof appState>;

export const connectView = v.strictObject({
  source: workspaceSource,
  state: v.picklist(['signedOut', 'waiting', 'signedIn', 'confirmed', 'notNeeded']),
  failure: v.nullable(failureView),
  tenant: v.nullable(
    v.strictObject({
      id,
      name: text,
      domain: text,
      licence: v.picklist(['free', 'p1', 'p2', 'unknown']),
      account: text,
      /** Null: could not be read. */
      roles: v.nullable(v.array(text)),
    }),
  ),
  /** Signed out, and the sign-in was kept: it goes on without a browser. */
  isKept: v.boolean(),
  /** Scopes the sign-in asks for; texts under `scope_<name>`. */
  scopes: v.array(shortText),
  /** While somebody is signed in: permissions for readings a plan does without. */
  optional: v.array(v.strictObject({ scope: v.picklist(optionalScopes), isAllowed: v.boolean() })),
  /** Permissions to read that were not given, and what is unknown without each. */
  lacking: v.array(v.strictObject({ scope: shortText, sources: v.array(shortText) })),
  /** To change the tenant: the first write asks for it, and `asking` waits in the browser. */
  permission: v.picklist(['notAsked', 'asking', 'given']),
  /** What the sign-in uses, for the consent link; null: practice and captures have none. */
  registration: v.nullable(
    v.strictObject({
      clientId: shortText,
      cloud: v.picklist(cloudNames),
      tenant: v.nullable(shortText),
      /** A second registration for changing; null: the first one does both. */
      writeClientId: v.nullable(shortText),
    }),
  ),
});
export type ConnectView = v.InferOutput<typeof connectView>;

/** A throttled tenant may take hours: more than a count of things may hold. */
const elapsed = v.pipe(v.number(), v.integer(), v.minValue(0));

export const sourceProgress = v.strictObject({
  source: v.picklist(sourceNames),
  state: v.picklist(['waiting', 'reading', 'done', 'unread', 'paused', 'notNeeded']),
  count,
  total: v.nullable(count),
  milliseconds: elapsed,
  reason: v.nullable(shortText),
  status: v.nullable(count),
  graphCode: v.nullable(shortText),
  /** ISO instant: the service put it off until then. */
  until: v.exactOptional(shortText),
  restarts: count,
});

export const readView = v.strictObject({
  state: v.picklist(['idle', 'reading', 'paused', 'done', 'failed', 'cancelled']),
  failure: v.nullable(failureView),
  sources: v.array(sourceProgress),
  percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  /** Null until 5 % and 10 s have passed. */
  secondsLeft: v.nullable(count),
  /** Set while Graph asked us to wait. */
  waitSeconds: v.nullable(count),
  /** Reads wait for the network, and go on by themselves once it is back. */
  isNetworkLost: v.boolean(),
  perUserMfa: v.nullable(
    v.strictObject({
      bulk: v.picklist(['trusted', 'distrusted']),
      read: count,
      checked: count,
    }),
  ),
  readAt: v.nullable(shortText),
  users: count,
  roundTrips: count,
  /** Answers found so far in a capture that is being looked through; null: nothing is. */
  answersFound: v.nullable(count),
});
export type ReadView = v.InferOutput<typeof readView>;

export const homeCalls = {
  'app.getState': call(empty, appState),
  'app.setSettings': call(v.partial(settingsView), appState),
  'app.navigate': call(v.strictObject({ screen: screenName }), appState),
  'app.showLogFolder': call(empty, empty),
  /** Zoom of the window, one step on; null: only told. */
  'app.zoom': call(
    v.strictObject({ to: v.nullable(v.picklist(['in', 'out', 'reset'])) }),
    v.strictObject({ percent: count }),
  ),
  /** The sentence about the restart was read. */
  'app.seenRestart': call(empty, appState),
  'home.list': call(empty, v.strictObject({ workspaces: v.array(workspaceCard) })),
  'home.open': call(v.strictObject({ id }), appState),
  'home.remove': call(
    v.strictObject({ id }),
    v.strictObject({ workspaces: v.array(workspaceCard) }),
  ),
  /** Back on the list, where it was: for a plan that was taken off it since the start. */
  'home.restore': call(
    v.strictObject({ id }),
    v.strictObject({ workspaces: v.array(workspaceCard) }),
  ),
  'home.newPractice': call(v.strictObject({ scenario: v.picklist(practiceTenants) }), appState),
  /** A real tenant: the person's own app registration; an empty tenant lets the sign-in decide. */
  'home.newTenant': call(
    v.strictObject({
      ...typedRegistration.entries,
      /** A second registration for changing; null: the first one does both. */
      writeClientId: v.nullable(typedRegistration.entries.clientId),
    }),
    appState,
  ),
  /**
   * From a plan file to its tenant, with its answers and choices. `asks`: nothing was begun, as a
   * registration for this tenant has to be given first.
   */
  'home.signInForPlan': call(
    v.strictObject({
      registration: v.nullable(
        v.strictObject({
          clientId: typedRegistration.entries.clientId,
          writeClientId: v.nullable(typedRegistration.entries.clientId),
        }),
      ),
    }),
    v.strictObject({
      asks: v.nullable(v.strictObject({ cloud: v.picklist(cloudNames), tenant: shortText })),
      state: appState,
    }),
  ),
  /** Main opens the file dialog, for a plan or a capture; `cancelled` when nothing was chosen. */
  'home.openFile': call(empty, v.strictObject({ cancelled: v.boolean(), state: appState })),
  /**
   * Preload alone calls it, for a file that a person let go over the window (`droppedFile`). No
   * system has longer paths: one that is too long is refused, and told, where it is opened.
   */
  'files.dropped': call(v.strictObject({ path: v.pipe(v.string(), v.maxLength(32_768)) }), empty, {
    maxBytes: 262_144,
  }),
  /** The read-only script that makes a capture, into a folder of one's choice; null: none chosen. */
  'home.saveCollector': call(empty, v.strictObject({ file: v.nullable(shortText) })),
  'connect.get': call(empty, connectView),
  'connect.signIn': call(empty, connectView),
  'connect.allow': call(v.strictObject({ scope: v.picklist(optionalScopes) }), connectView),
  'connect.cancel': call(empty, connectView),
  'connect.confirm': call(empty, connectView),
  'connect.signOut': call(empty, connectView),
  'read.get': call(empty, readView),
  'read.start': call(empty, readView),
  'read.pause': call(empty, readView),
  'read.cancel': call(empty, readView),
  'practice.createEmergencyAccess': call(empty, v.strictObject({ upns: v.array(shortText) })),
  /** People of these ids (all who still need it when empty) register Microsoft Authenticator. */
  'practice.registerPeople': call(
    v.strictObject({ userIds: v.array(id) }),
    v.strictObject({ registered: count }),
  ),
  /** Accounts nobody signs in to are blocked, as a manual step asks for. */
  'practice.blockSignIn': call(
    v.strictObject({ userIds: v.array(id) }),
    v.strictObject({ blocked: count }),
  ),
} as const;
