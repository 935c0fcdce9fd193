import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toParcels, Unpacking, type Parcel } from '../../../../src-main/workspace/parcels';

function sent(value: unknown): { readonly value: unknown; readonly parcels: readonly Parcel[] } {
  const unpacking = new Unpacking();
  const parcels: Parcel[] = [];
  for (const parcel of toParcels(value)) {
    const copy = structuredClone(parcel);
    parcels.push(copy);
    unpacking.take(copy);
  }
  return { value: unpacking.value, parcels };
}

const rowsOf = (parcel: Parcel): number =>
  parcel.kind === 'rows'
    ? parcel.rows.length
    : parcel.kind === 'entries'
      ? parcel.entries.length
      : 0;

describe('parcels', () => {
  it('are the value again, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(sent(value).value).toEqual(value);
      }),
      { seed: Number(process.env['CAUSEWAY_SEED'] ?? 1) },
    );
  });

  it('never hold more than 500 rows of a long list, wherever it lies', () => {
    const rows = (length: number) => Array.from({ length }, (_, n) => ({ id: n, in: ['a'] }));
    const value = {
      people: rows(10_001),
      steps: [{ items: rows(1_200) }, { items: [] }, { items: rows(500) }],
      states: Object.fromEntries(rows(2_345).map(({ id }) => [`u${id}`, 'disabled'])),
      none: null,
    };
    const { value: again, parcels } = sent({ ok: true, value });
    expect(again).toEqual({ ok: true, value });
    expect(JSON.stringify(again)).toBe(JSON.stringify({ ok: true, value }));
    expect(Math.max(...parcels.map(rowsOf))).toBeLessThanOrEqual(500);
    expect(parcels.length).toBeGreaterThan(26);
  });
});
