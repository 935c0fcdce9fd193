import { stateWord } from '../../shared/fleet/fleet-table';
import type { FleetRow } from '../../shared/ipc/fleet-contract';
import { consentLink } from '../../shared/registration/consent-link';
import { m } from '../../shared/paraglide/messages.js';
import type { Tone } from '../components/tone';
import { count, language } from '../i18n.svelte';

/** A run may take it: somebody has confirmed the tenant, and no rollout is under way there. */
export function canBeRead({ needs, isRunning }: FleetRow): boolean {
  return needs !== 'person' && !isRunning;
}

/** A report is made of what was read. */
export function hasReport({ readAt }: FleetRow): boolean {
  return readAt !== null;
}

export function failedIds(rows: readonly FleetRow[]): readonly string[] {
  return rows.filter((row) => row.stage?.stage === 'failed' && canBeRead(row)).map(({ id }) => id);
}

/** Name and consent link of each tenant that has not consented, a line each; empty: none has to. */
export function consentLines(rows: readonly FleetRow[]): readonly string[] {
  return rows.flatMap(({ stage, registration, name, domain }) =>
    stage?.failure?.code === 'auth/consent-missing' && registration !== null
      ? [`${name === '' ? domain : name}\t${consentLink(registration)}`]
      : [],
  );
}

export function unassessedIds(rows: readonly FleetRow[]): readonly string[] {
  return rows.filter((row) => row.facts === null && canBeRead(row)).map(({ id }) => id);
}

/** The rows in this order; those it does not name come after. */
export function keptOrder(
  rows: readonly FleetRow[],
  order: readonly string[],
): readonly FleetRow[] {
  if (order.length === 0) return rows;
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ id }: FleetRow): number => places.get(id) ?? order.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The state of the migration in words; a tenant nobody assessed has none. */
export function stateOf({ facts }: FleetRow): string {
  return facts === null
    ? m.fleet_state_not_assessed()
    : stateWord(facts.migrationState, language());
}

/** How reading it goes, or what it takes. */
export function readingOf({ stage, needs, isRunning }: FleetRow): { text: string; tone: Tone } {
  switch (stage?.stage) {
    case 'waiting':
      return { text: m.fleet_stage_waiting(), tone: 'neutral' };
    case 'signIn':
      return { text: m.fleet_stage_sign_in(), tone: 'note' };
    case 'reading':
      return { text: m.fleet_stage_reading({ users: count(stage.users) }), tone: 'note' };
    case 'thinking':
      return { text: m.fleet_stage_thinking(), tone: 'note' };
    case 'done':
      return { text: m.fleet_stage_done(), tone: 'good' };
    case 'failed':
      return { text: m.fleet_stage_failed(), tone: 'bad' };
    case 'left':
      return { text: m.fleet_stage_left(), tone: 'neutral' };
    case undefined:
      break;
  }
  if (isRunning) return { text: m.fleet_rollout_runs(), tone: 'note' };
  switch (needs) {
    case 'nothing':
      return { text: m.fleet_needs_nothing(), tone: 'neutral' };
    case 'signIn':
      return { text: m.fleet_needs_sign_in(), tone: 'neutral' };
    case 'person':
      return { text: m.fleet_needs_person(), tone: 'warn' };
  }
}
