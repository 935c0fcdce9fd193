import type { Component } from 'svelte';
import type { ScreenName } from '../../shared/wizard/screen';

type ScreenModule = Promise<{ readonly default: Component }>;

/** Each screen is fetched when it is first opened; a missing file does not build. */
const screens: Readonly<Record<ScreenName, () => ScreenModule>> = {
  home: () => import('./HomeScreen.svelte'),
  connect: () => import('./ConnectScreen.svelte'),
  read: () => import('./ReadDataScreen.svelte'),
  today: () => import('./TodayScreen.svelte'),
  findings: () => import('./FindingsScreen.svelte'),
  policy: () => import('./NewPolicyScreen.svelte'),
  rings: () => import('./RingsScreen.svelte'),
  schedule: () => import('./ScheduleScreen.svelte'),
  messages: () => import('./MessagesScreen.svelte'),
  safety: () => import('./SafetyScreen.svelte'),
  review: () => import('./ReviewScreen.svelte'),
  export: () => import('./ExportScreen.svelte'),
  rollout: () => import('./RollOutScreen.svelte'),
  finish: () => import('./FinishScreen.svelte'),
  settings: () => import('./SettingsScreen.svelte'),
  activity: () => import('./ActivityLogScreen.svelte'),
  fleet: () => import('./FleetScreen.svelte'),
};

export async function fetchScreen(screen: ScreenName): Promise<Component> {
  return (await screens[screen]()).default;
}
