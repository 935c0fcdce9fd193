import type { WorkspaceCard } from '../../shared/ipc/home-contract';
import { m } from '../../shared/paraglide/messages.js';

/** What an open or listed plan is called: a capture has no name until it is read. */
export function cardName({ name, domain }: Pick<WorkspaceCard, 'name' | 'domain'>): string {
  if (name !== '') return name;
  return domain === '' ? m.data_unnamed() : domain;
}
