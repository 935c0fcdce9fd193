import * as v from 'valibot';
import { shortText } from '../../shared/bounds';
import { attributesIn, type AttributeList } from '../../shared/entra/user-attribute';
import type { Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { attributeListsOf } from '../../shared/tenant/ring-choice';
import type { Choices } from '../../shared/tenant/choice';
import { reads } from '../graph/reads';
import { attributePath } from '../store/attribute-columns';
import { readListInto, type Tour, type TourResult } from './tour';

/** An attribute that is not in the answer at all is not told, and empty for nobody. */
function rowSchema(list: AttributeList): v.GenericSchema<unknown, unknown> {
  return v.pipe(
    v.looseObject({ id: shortText }),
    v.check((row) => attributesIn(list, row as Json) !== undefined),
  );
}

/** One list of everybody; of each who has any, what they have. */
export function readAttributeList(tour: Tour, list: AttributeList): Promise<TourResult> {
  return readListInto(tour, {
    source: 'users',
    path: attributePath(list),
    url: reads[list].url,
    schema: rowSchema(list),
    keep: (row) => {
      const values = attributesIn(list, row) ?? [];
      if (values.every((value) => value === null)) return null;
      return [(row as { readonly id: string }).id, ...values];
    },
    // It lists everybody, and somebody there is.
    isNeverEmpty: true,
    isPart: true,
  });
}

/** What people have of attributes that rings go by (performance.md 0): nothing where none does. */
export async function readUserAttributes(
  tour: Tour,
  choices: readonly Pick<Choices, 'rings'>[],
): Promise<TourResult> {
  for (const list of new Set(choices.flatMap(({ rings }) => attributeListsOf(rings)))) {
    const done = await readAttributeList(tour, list);
    if (!done.ok) return done;
  }
  return ok(undefined);
}
