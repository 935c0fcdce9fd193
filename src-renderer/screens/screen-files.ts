import type { Component } from 'svelte';
import type { ScreenName } from '../../shared/wizard/screen';

/** File of each screen. A screen is fetched when it is first opened. */
const fileNames: Readonly<Record<ScreenName, string>> = {
  home: 'Home',
  connect: 'Connect',
  read: 'ReadData',
  today: 'Today',
  findings: 'Findings',
  policy: 'NewPolicy',
  rings: 'Rings',
  review: 'Review',
  export: 'Export',
  rollout: 'RollOut',
  finish: 'Finish',
  settings: 'Settings',
  activity: 'ActivityLog',
};

const modules = import.meta.glob<{ readonly default: Component }>('./*Screen.svelte');

/** Fetches the component of a screen; null where the build holds none. */
export async function fetchScreen(screen: ScreenName): Promise<Component | null> {
  const fetch = modules[`./${fileNames[screen]}Screen.svelte`];
  return fetch === undefined ? null : (await fetch()).default;
}
