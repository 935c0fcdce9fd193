import { canonicalJson, normalizeGraph } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { otherFields } from './same-rest';
import { createKinds } from './step-facts';

type Shown = Readonly<Record<string, Json>>;

/**
 * Looks at the list, in a row, that show an object otherwise than its own address does, all in the
 * same way. A list that still shows the old state is behind, and one without the object tells nothing.
 */
export class ListedOtherwise {
  #inRow = 0;
  #mark = '';
  #listed: Shown = {};
  #byId: Shown = {};

  constructor(private readonly step: Step) {}

  get inRow(): number {
    return this.#inRow;
  }

  /** Not looked at the list, or nothing that tells: the next look is the first again. */
  forget(): void {
    this.#inRow = 0;
  }

  /** `place`: how the list shows what the step owns. */
  note(place: 'prior' | 'planned' | 'other', listed: Json, byId: Json): void {
    const fields = place === 'prior' ? [] : this.#fields(place, listed, byId);
    if (fields.length === 0) {
      this.forget();
      return;
    }
    this.#listed = only(fields, listed);
    this.#byId = only(fields, byId);
    const mark = canonicalJson(normalizeGraph(this.#listed));
    this.#inRow = mark === this.#mark ? this.#inRow + 1 : 1;
    this.#mark = mark;
  }

  /** Drift with the fields that differ: by id they are as before, in the list otherwise. */
  body(owned: Shown): JsonObject {
    const others = Object.fromEntries(
      Object.entries(this.#byId).filter(([key]) => !this.step.owned.includes(key)),
    );
    const and = (state: Json | undefined, more: Shown): Json =>
      isJsonObject(state) ? { ...state, ...more } : (state ?? null);
    return {
      ...owned,
      prior: and(owned['prior'], others),
      planned: and(owned['planned'], others),
      now: and(owned['now'], this.#listed),
    };
  }

  #fields(place: 'planned' | 'other', listed: Json, byId: Json): readonly string[] {
    const { step } = this;
    // What Graph fills in for a new object is nobody's.
    const rest = createKinds.has(step.kind) ? [] : (otherFields(step, listed, byId) ?? []);
    if (place === 'planned') return rest;
    const own = otherFields({ owned: [] }, listed, byId) ?? [];
    return [...own.filter((key) => step.owned.includes(key)), ...rest];
  }
}

function only(fields: readonly string[], live: Json): Shown {
  if (!isJsonObject(live)) return {};
  return Object.fromEntries(fields.map((key) => [key, live[key] ?? null]));
}
