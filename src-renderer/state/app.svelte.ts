import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer, Api, CallInput, CallName, CallOutput } from '../../shared/ipc/contract-types';
import type { AppState } from '../../shared/ipc/home-contract';
import type { SettingsView } from '../../shared/ipc/settings-contract';
import type { SinceView } from '../../shared/ipc/since-contract';
import type { TakingView } from '../../shared/ipc/taking-contract';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { callSafely } from '../api';
import { setLanguage } from '../i18n.svelte';
import type { Progress } from '../shell/phase-status';
import { Announcer } from './announcer.svelte';
import { AskedPlace } from './asked-place';
import { EmergencyStop } from './emergency-stop.svelte';
import { FooterStore } from './footer.svelte';
import type { PersonStep } from './person-step';
import { ReviewReturn } from './review-return.svelte';
import { StepWays } from './step-ways.svelte';

/** Pages beside the wizard: they are not steps, Back returns from them. */
const pages: readonly ScreenName[] = ['settings', 'activity', 'fleet'];

/** The window as the page knows it. Truth lives in main; this shows what main said last. */
export class AppStore {
  state = $state.raw<AppState | null>(null);
  failure = $state.raw<FailureView | null>(null);
  personId = $state<string | null>(null);
  /** Leads through the list the person was opened from; null: opened from no list. */
  personStep = $state.raw<PersonStep | null>(null);
  /** Counts edits of the plan made beside its screens: they read again what they show. */
  planEdits = $state(0);
  /** What main works out of a large tenant right now. */
  thinking = $state.raw<ThinkingView | null>(null);
  /** The file that is being taken in. */
  taking = $state.raw<TakingView | null>(null);
  /** What has happened since the open plan was opened last; null: nothing to tell. */
  since = $state.raw<SinceView | null>(null);
  readonly announcer = new Announcer();
  readonly footer = new FooterStore(this.announcer);
  /** What the screen gone to last was gone to for. */
  readonly asked = new AskedPlace();
  readonly reviewReturn = new ReviewReturn();
  readonly stepWays = new StepWays();
  readonly stop: EmergencyStop;
  readonly api: Api;
  #before: ScreenName = 'home';

  constructor(api: Api) {
    this.api = api;
    this.stop = new EmergencyStop(api);
  }

  get screen(): ScreenName {
    return this.state?.screen ?? 'home';
  }

  /** Starts listening and asks for the state. Returns what stops it. */
  start(): () => void {
    const unlisten = [
      this.api.on('app.changed', (state) => this.take(state)),
      this.api.on('taking.changed', (view) => (this.taking = view)),
      this.api.on('thinking.changed', (view) => (this.thinking = view)),
      this.api.on('rollout.changed', (view) => this.stop.see(view)),
      this.api.on('connect.changed', (view) => this.stop.hear(view)),
    ];
    void this.reload();
    return () => unlisten.forEach((end) => end());
  }

  async reload(): Promise<void> {
    const answer = await this.call('app.getState', {});
    if (answer.ok) this.take(answer.value);
    else this.failure = answer.failure;
  }

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutput<N>>> {
    return callSafely(this.api, name, input);
  }

  take(state: AppState): void {
    const root = document.documentElement;
    const { theme } = state.settings;
    root.dataset['theme'] = theme === 'light' || theme === 'dark' ? theme : state.systemTheme;
    root.dataset['contrast'] = theme === 'contrast' ? 'more' : 'usual';
    root.dataset['density'] = state.settings.density;
    setLanguage(state.language);
    if (this.state !== null && this.state.screen !== state.screen) this.personId = null;
    const isOther = this.state !== null && this.state.workspace?.id !== state.workspace?.id;
    if (isOther) {
      this.stop.forget();
      this.reviewReturn.forget();
    }
    const isOpened = (this.state?.workspace?.id ?? null) !== (state.workspace?.id ?? null);
    this.state = state;
    if (isOpened) void this.#askSince();
    this.failure = null;
    this.footer.isOffline = this.#isCutOff;
    this.footer.isReadOnly = state.settings.isReadOnly;
  }

  /** No way to the tenant. A practice tenant and a capture are on this computer. */
  get #isCutOff(): boolean {
    return this.state?.offline === true && this.state.workspace?.source === 'https';
  }

  /** Shows a person, or (null) closes their view. */
  openPerson(id: string | null, step: PersonStep | null = null): void {
    this.personId = id;
    this.personStep = step;
  }

  /** Shows the neighbour of the person shown, unless somebody else is shown by then. */
  async stepPerson(offset: 1 | -1): Promise<void> {
    const { personId: from, personStep: step } = this;
    if (from === null || step === null) return;
    const to = await step(from, offset);
    if (to !== null && this.personId === from) this.openPerson(to, step);
  }

  /** To a screen, and there to the first of the places that it has (`asked`). */
  async navigate(screen: ScreenName, places: readonly string[] = []): Promise<void> {
    this.asked.ask(places);
    if (screen === this.screen) return;
    if (!pages.includes(this.screen)) this.#before = this.screen;
    this.takeAnswer(await this.call('app.navigate', { screen }));
  }

  /** Reads the tenant anew where the reading is shown; offline that screen says why it can't. */
  async readAgain(): Promise<void> {
    await this.navigate('read');
    if (this.screen !== 'read' || this.#isCutOff) return;
    const started = await this.call('read.start', {});
    if (!started.ok) this.failure = started.failure;
  }

  async changeSettings(change: Partial<SettingsView>): Promise<void> {
    this.takeAnswer(await this.call('app.setSettings', change));
  }

  /** State or failure of a call that answers with the app's state; true when it worked. */
  takeAnswer(answer: Answer<AppState>): boolean {
    if (answer.ok) this.take(answer.value);
    else this.failure = answer.failure;
    return answer.ok;
  }

  /** A plan file is read here: nothing of it is edited, approved or rolled out. */
  get isFile(): boolean {
    return this.state?.workspace?.source === 'plan';
  }

  /** How far the plan is, for rail and overview; pages beside the wizard are no place of it. */
  get progress(): Progress {
    const workspace = this.state?.workspace ?? null;
    const isBeside = pages.includes(this.screen) || this.screen === 'home';
    return {
      workScreen: isBeside ? (workspace?.screen ?? this.screen) : this.screen,
      reached: this.state?.reached ?? [],
      stepsDone: workspace?.stepsDone ?? 0,
      stepsTotal: workspace?.stepsTotal ?? 0,
    };
  }

  /** This plan has switched something on: the emergency stop is within reach on every screen. */
  get canStop(): boolean {
    if (this.state === null || this.state.workspace === null) return false;
    return this.state.rolloutHasEnforced || this.stop.mayHaveEnforced;
  }

  /** Where a sign-in leads: an approved plan with open steps goes on, anything else starts by reading. */
  get afterSignIn(): ScreenName {
    const { reached, stepsDone, stepsTotal } = this.progress;
    return reached.includes('rollout') && stepsDone < stepsTotal ? 'rollout' : 'read';
  }

  /** Where Back leads: the screen before a page, else the reached screen before this one. */
  get previous(): ScreenName | null {
    if (pages.includes(this.screen)) return this.#before;
    return this.#neighbour(-1);
  }

  /** The next screen, when it may be opened. */
  get next(): ScreenName | null {
    return pages.includes(this.screen) ? null : this.#neighbour(1);
  }

  /** A plan was opened, or closed. What cannot be read is not told: nothing is lost by it. */
  async #askSince(): Promise<void> {
    this.since = null;
    const id = this.state?.workspace?.id;
    if (id === undefined) return;
    const answer = await this.call('overview.since', {});
    if (answer.ok && this.state?.workspace?.id === id) this.since = answer.value;
  }

  #neighbour(offset: 1 | -1): ScreenName | null {
    const reached = this.state?.reached ?? [];
    const way = screenNames.filter((one) => !pages.includes(one) && reached.includes(one));
    const index = way.indexOf(this.screen);
    return index === -1 ? null : (way[index + offset] ?? null);
  }
}
