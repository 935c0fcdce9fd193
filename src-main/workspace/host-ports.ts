import type { Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { AppState } from '../../shared/ipc/home-contract';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import type { EventBody, EventName } from '../../shared/ipc/contract-types';
import type { OptionalScope } from '../../shared/registration/graph-scopes';
import type { Result } from '../../shared/result';
import type { KeptPlace } from '../auth/kept-sign-ins';
import type { SignedIn } from '../auth/token-broker';
import type { IndexFile, JudgeFile } from '../files/judge-file';
import type { Fetch, WriteFetch } from '../graph/fetch';
import type { TwoPersonTenants } from './two-person-tenants';
import type { WorkspaceMeta } from './workspace-meta';
import type { Plan } from '../../shared/plan/plan';
import type { Rollout } from '../rollout/rollout';

export interface SignInAsk {
  readonly authority: string;
  readonly clientId: string;
  readonly writeClientId?: string;
  readonly tenantId?: string;
  readonly graphOrigin?: string;
  /** True: this sign-in is never kept. */
  readonly isPassing?: boolean;
  /** Told whenever a page of this sign-in is opened in the browser, then or later. */
  browserOpened?(): void;
}

/** How the rollout of the open plan stands. */
export interface RolloutTold {
  readonly plan: Pick<Plan, 'steps'> | null;
  /** Null: the journal could not be opened. */
  readonly rollout: Pick<Rollout, 'status' | 'verifyChain'> | null;
  view(): Pick<RolloutView, 'state'>;
}

/** What workspaces need from the program around them: time, ids, files, browser. All injected. */
export interface HostPorts {
  now(): number;
  /** 32 hex digits. */
  randomId(): string;
  readonly sha256: Sha256;
  readonly appVersion: string;
  /** Path of the script large tenants are assessed and planned by, in a thread of its own. */
  readonly thinkScript: string | null;
  /** Folder that holds one folder per workspace. */
  readonly root: string;
  signIn(ask: SignInAsk): Promise<Result<SignedIn, Failure>>;
  /** Asks a person again about the account that is signed in; nobody else is taken. */
  renewSignIn(signedIn: SignedIn, also?: readonly OptionalScope[]): Promise<Result<void, Failure>>;
  /** True: this sign-in may go on without a browser. */
  hasKept(place: KeptPlace): boolean;
  forgetKept(place: KeptPlace): void;
  cancelSignIn(): void;
  /** False: this computer has no network at all. */
  isOnline(): boolean;
  /** Requests to a cloud go through the system's proxy; to a practice tenant straight. */
  fetchFor(kind: 'cloud' | 'practice'): Fetch;
  /** A network session for the writes of one sign-in alone (execution.md 6.2). */
  writeFetchFor(kind: 'cloud' | 'practice'): WriteFetch;
  /** Only sign-in pages of practice tenants that this process serves may be opened. */
  practiceStarted(origin: string): void;
  practiceStopped(origin: string): void;
  /** Looks at a plan file where it lies, in a process of its own. */
  readonly judgePlan: JudgeFile;
  /** The same for a capture, which also tells where its answers lie. */
  readonly indexCapture: IndexFile;
  /** A plan or a capture. */
  chooseFile(): Promise<string | undefined>;
  chooseRingList(): Promise<string | undefined>;
  chooseExportFolder(): Promise<string | undefined>;
  /** A page as PDF, by this runtime; rejects where it cannot print. */
  printPdf(html: string): Promise<Uint8Array>;
  /** Keeps a page that the window's frame may ask for, in place of the one before: its name. */
  keepPreview(html: string): string;
  language(): 'en' | 'ja';
  publish<N extends EventName>(name: N, body: EventBody<N>): void;
  updateState(changes: Partial<AppState>): AppState;
  /** Plans were added, taken off, renamed; also told at the start. */
  plansChanged?(plans: readonly WorkspaceMeta[]): void;
  /** Somebody opened this file, and it was taken: the system may list it. */
  fileOpened?(file: string): void;
  /** A plan with a rollout was opened; nothing runs of it yet, and its journal may not be readable. */
  rolloutOpened?(id: string, session: RolloutTold): void;
  /** Keeps the machine awake and shows progress while a rollout runs; null ends it. */
  showRun(run: { readonly done: number; readonly total: number } | null, end?: RunEnd): void;
}

/** How a run ended that nobody held: where it was meant to, or before, with something for a person. */
export type RunEnd = 'reached' | 'waits';

/** What a workspace has besides: which tenants' plans need two people. */
export type WorkspacePorts = HostPorts & { readonly twoPeople: TwoPersonTenants };

/** What a sign-in asks of the program. */
export type ConnectPorts = Pick<
  HostPorts,
  | 'signIn'
  | 'renewSignIn'
  | 'hasKept'
  | 'forgetKept'
  | 'cancelSignIn'
  | 'fetchFor'
  | 'writeFetchFor'
>;
