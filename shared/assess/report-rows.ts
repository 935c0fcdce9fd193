import { mergedRow, type UserRegistrationDetails } from '../entra/user-registration-details';
import type { PeoplePlaces } from '../people-places';

type Row = UserRegistrationDetails;

/** The registration report by place of the accounts, one row for each: as `indexReport` has it by id. */
export class ReportRows {
  /** Methods of some account, here or not, are not told. */
  readonly isCut: boolean;
  readonly #at: (Row | undefined)[];

  constructor(rows: readonly Row[], places: PeoplePlaces) {
    this.#at = new Array<Row | undefined>(places.count);
    const others = new Map<string, Row>();
    let isCut = false;
    for (const row of rows) {
      const place = places.of(row.id);
      const one = mergedRow(place < 0 ? others.get(row.id) : this.#at[place], row);
      isCut ||= one.methodsRegistered === null;
      if (place < 0) others.set(row.id, one);
      else this.#at[place] = one;
    }
    this.isCut = isCut;
  }

  /** Of the account at a place; undefined: the report leaves it out. */
  at(place: number): Row | undefined {
    return this.#at[place];
  }
}
