import type { AppState } from '../../shared/ipc/home-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { ScreenName } from '../../shared/wizard/screen';
import { screenLabel } from './phase-status';

/** What opens a screen that cannot be opened yet, in words; null: it can be. */
export function whyNotReached(
  screen: ScreenName,
  state: Pick<AppState, 'reached' | 'workspace'> | null,
): string | null {
  if (state === null || state.reached.includes(screen)) return null;
  const named = { screen: screenLabel(screen) };
  if (state.workspace === null) return m.shell_needs_plan(named);
  if (state.workspace.source === 'plan') return m.shell_needs_tenant(named);
  if (screen === 'read') return m.shell_needs_connect(named);
  const isRead = state.reached.includes('review');
  return isRead ? m.shell_needs_approval(named) : m.shell_needs_reading(named);
}
