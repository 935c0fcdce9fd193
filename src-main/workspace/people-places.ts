import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import {
  peopleTableView,
  type PeoplePlace,
  type PeopleTableView,
} from '../../shared/ipc/people-contract';
import type { Result } from '../../shared/result';
import type { TenantStore } from '../store/open-store';

type Settings = Pick<TenantStore, 'settings'>;

const keyOf = (place: PeoplePlace): string => `peopleView.${place}`;

/** How a table of people was left last; null: never, or by a version that kept it otherwise. */
export function peopleViewOf({ settings }: Settings, place: PeoplePlace): PeopleTableView | null {
  const parsed = v.safeParse(peopleTableView, settings.get(keyOf(place)));
  return parsed.success ? parsed.output : null;
}

export function keepPeopleView(
  { settings }: Settings,
  place: PeoplePlace,
  view: PeopleTableView,
): Result<void, Failure> {
  return settings.set(keyOf(place), view);
}
