import { m } from '../../shared/paraglide/messages.js';
import { words } from '../i18n.svelte';

/** A person's value in a step over people: in a group or not, or their per-user MFA state. */
export function itemWord(value: string): string {
  if (value === 'member') return m.item_member();
  return value === 'notMember' ? m.item_not_member() : words(value, 'perUser');
}
