import * as v from 'valibot';
import { shortText } from '../bounds';
import { peopleFiltersSchema } from '../people/people-filters';
import { id } from './common-views';
import { peopleQuery } from './people-contract';

/** People somebody chose: by id, or all that a list, its search and filters leave but `without`. */
export const chosenPeople = v.variant('by', [
  v.strictObject({
    by: v.literal('ids'),
    ids: v.pipe(v.array(id), v.maxLength(5_000)),
  }),
  v.strictObject({
    by: v.literal('query'),
    list: shortText,
    search: peopleQuery.entries.search,
    filters: peopleFiltersSchema,
    without: v.pipe(v.array(id), v.maxLength(5_000)),
  }),
]);
export type ChosenPeople = v.InferOutput<typeof chosenPeople>;
