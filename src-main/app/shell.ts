import type { CloudName } from '../../shared/entra/cloud';
import type { ConnectionView } from '../../shared/ipc/network-contract';
import type { Publish } from '../ipc/publish-events';
import type { Tickets } from '../ipc/tickets';
import type { KeptSignIns } from '../auth/kept-sign-ins';
import type { FetchPort } from '../auth/network-client';
import type { Fetch, WriteFetch } from '../graph/fetch';
import type { RunEnd } from '../workspace/host-ports';
import type { AppStateHolder } from './app-state';
import type { Dialogs } from './dialogs';
import type { LocalData } from './local-data';
import type { LogEvent } from './log-events';
import type { RunPower } from './power';
import type { ProxyDesk } from './proxy-desk';
import type { Recent } from './recent';
import type { RuntimeFacts } from './runtime';
import type { RegistrationDesk } from './registration-desk';
import type { Settings } from './settings';
import type { SignInDesk } from './sign-in-desk';

/** What the window's process offers to those who answer the page's calls. */
export interface Shell {
  /** Electron's user data folder; everything kept on disk is below it. */
  readonly dataFolder: string;
  readonly runtime: RuntimeFacts;
  readonly state: AppStateHolder;
  readonly settings: Settings;
  readonly publish: Publish;
  readonly tickets: Tickets;
  readonly desk: SignInDesk;
  /** Sign-ins that outlive the process, where that is switched on. */
  readonly keptSignIns: KeptSignIns;
  /** What lies in the data folder beside the plans. */
  readonly localData: LocalData;
  /** A proxy of the system that asks for a name and a password. */
  readonly proxyDesk: ProxyDesk;
  /** Before what a person starts: a proxy that was refused an answer may ask again. */
  readonly heedProxy: () => void;
  /** Checks of an app registration. */
  readonly registrations: RegistrationDesk;
  readonly dialogs: Dialogs;
  /** Files and tenants opened last. */
  readonly recent: Recent;
  readonly power: RunPower;
  /** A notification, where nobody looks at the window. */
  tellRunEnd(end: RunEnd): void;
  readonly log: LogEvent;
  /** Through the system's proxy and certificates; for real tenants. */
  readonly cloudFetch: FetchPort;
  /** The same for Graph: any method, the caller's own headers and limits. */
  readonly graphFetch: Fetch;
  /** A network session of its own for one sign-in's writes: one call, one arrival. */
  newWriteFetch(): WriteFetch;
  /** Asks every host of a cloud once, without an account; only where real tenants may be met. */
  testConnection(cloud: CloudName): Promise<ConnectionView>;
  /** Language texts are made in now. */
  locale(): 'en' | 'ja';
  showLogFolder(): void;
  /** One step of the window's zoom; null: none. The factor afterwards. */
  zoom(to: 'in' | 'out' | 'reset' | null): number;
  /** A practice tenant of this process came up (or went): only such pages may be opened. */
  addPracticeOrigin(origin: string): void;
  removePracticeOrigin(origin: string): void;
  /** Asks for a plan or a capture in the system's dialog, and hands it to whoever opens files. */
  askForFile(): void;
  /** A file that was dropped on the window. */
  takeFile(path: string): void;
  /** A file from the menu, the command line, a second start or the system. */
  onOpenFile(listener: (path: string) => void): void;
  /** Runs before the process ends; three seconds are given to all together. */
  onStop(task: () => Promise<void> | void): void;
}
