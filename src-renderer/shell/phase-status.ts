import { phases, phaseScreens, type Phase, type ScreenName } from '../../shared/wizard/screen';
import { m } from '../../shared/paraglide/messages.js';
import type { IconName } from '../components/icon-paths';

export type PhaseStatus = 'done' | 'now' | 'open' | 'later';

export function phaseOf(screen: ScreenName): Phase | null {
  return phases.find((phase) => phaseScreens[phase].includes(screen)) ?? null;
}

/** What is known of how far a plan is. */
export interface Progress {
  /** Where the plan stands; a page like Settings is not a place of the plan. */
  readonly workScreen: ScreenName;
  /** Screens that may be opened now: that says nothing about being done. */
  readonly reached: readonly ScreenName[];
  readonly stepsDone: number;
  readonly stepsTotal: number;
}

/** Exporting is offered, never required. */
const optional: readonly ScreenName[] = ['export'];
const afterApproval: readonly ScreenName[] = ['rollout', 'finish'];

/**
 * Done only on a fact: a confirmed tenant, data that was read, an approved plan, all steps done.
 * Having looked at a screen is not being done with it.
 */
export function screenStatus(screen: ScreenName, progress: Progress): PhaseStatus {
  const { reached, stepsDone, stepsTotal } = progress;
  const isDone =
    screen === 'connect'
      ? reached.includes('read')
      : screen === 'read'
        ? reached.includes('today')
        : afterApproval.includes(screen)
          ? stepsTotal > 0 && stepsDone === stepsTotal
          : !optional.includes(screen) && reached.includes('rollout');
  if (isDone) return 'done';
  if (screen === progress.workScreen) return 'now';
  return reached.includes(screen) ? 'open' : 'later';
}

export function phaseStatus(phase: Phase, progress: Progress): PhaseStatus {
  if (phase === phaseOf(progress.workScreen)) return 'now';
  const screens = phaseScreens[phase].filter((screen) => !optional.includes(screen));
  const states = screens.map((screen) => screenStatus(screen, progress));
  if (states.every((state) => state === 'done')) return 'done';
  return states.includes('open') ? 'open' : 'later';
}

/** What has to be done on the way, in order. */
export const neededScreens: readonly ScreenName[] = phases
  .flatMap((phase) => phaseScreens[phase])
  .filter((screen) => !optional.includes(screen));

/** The screen to go on with: where the plan stands, else the first not done; null: all is. */
export function nextScreen(progress: Progress): ScreenName | null {
  const left = neededScreens.filter((screen) => screenStatus(screen, progress) !== 'done');
  const { workScreen, reached } = progress;
  const isOpen = left.includes(workScreen) && reached.includes(workScreen);
  return isOpen ? workScreen : (left[0] ?? null);
}

export function statusLabel(status: PhaseStatus): string {
  switch (status) {
    case 'done':
      return m.shell_phase_done();
    case 'now':
      return m.shell_phase_now();
    case 'open':
      return m.shell_phase_open();
    case 'later':
      return m.shell_phase_later();
  }
}

export const phaseIcons: Readonly<Record<Phase, IconName>> = {
  connect: 'plugConnected',
  assess: 'gauge',
  plan: 'taskListSquareLtr',
  review: 'documentSearch',
  rollout: 'rocket',
};

export function phaseLabel(phase: Phase): string {
  switch (phase) {
    case 'connect':
      return m.shell_phase_connect();
    case 'assess':
      return m.shell_phase_assess();
    case 'plan':
      return m.shell_phase_plan();
    case 'review':
      return m.shell_phase_review();
    case 'rollout':
      return m.shell_phase_rollout();
  }
}

const screenLabels: Readonly<Record<ScreenName, () => string>> = {
  home: () => m.shell_screen_home(),
  connect: () => m.shell_screen_connect(),
  read: () => m.shell_screen_read(),
  today: () => m.shell_screen_today(),
  findings: () => m.shell_screen_findings(),
  policy: () => m.shell_screen_policy(),
  rings: () => m.shell_screen_rings(),
  schedule: () => m.shell_screen_schedule(),
  messages: () => m.shell_screen_messages(),
  safety: () => m.shell_screen_safety(),
  review: () => m.shell_screen_review(),
  export: () => m.shell_screen_export(),
  rollout: () => m.shell_screen_rollout(),
  finish: () => m.shell_screen_finish(),
  settings: () => m.shell_screen_settings(),
  activity: () => m.shell_screen_activity(),
  fleet: () => m.shell_screen_fleet(),
};

/** Name of a screen, as the rail, the overview and the window's title say it. */
export function screenLabel(screen: ScreenName): string {
  return screenLabels[screen]();
}
