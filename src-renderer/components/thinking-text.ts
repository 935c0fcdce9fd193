import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';

/** What `Waiting` shows: what is being done, how much of it, and how far in percent. */
export interface WaitingText {
  readonly label: string;
  readonly detail: string | null;
  readonly percent: number | null;
}

export function thinkingText({ part, users, rows }: ThinkingView): WaitingText {
  return {
    label: partText(part, count(users)),
    detail:
      rows === null ? null : m.thinking_rows({ done: count(rows.done), total: count(rows.total) }),
    percent: rows === null ? null : (100 * rows.done) / Math.max(1, rows.total),
  };
}

function partText(part: ThinkingView['part'], users: string): string {
  switch (part) {
    case 'opening':
      return m.thinking_opening();
    case 'assessing':
      return m.thinking_assessing({ users });
    case 'planning':
      return m.thinking_planning({ users });
    case 'simulating':
      return m.thinking_simulating({ users });
    case 'previewing':
      return m.thinking_previewing({ users });
    case 'handing':
      return m.thinking_handing();
  }
}
