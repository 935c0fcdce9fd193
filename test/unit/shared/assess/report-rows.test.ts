import { expect, test } from 'vitest';
import { ReportRows } from '../../../../shared/assess/report-rows';
import { decodeRegistration } from '../../../../shared/entra/decode-registration';
import { indexReport } from '../../../../shared/entra/user-registration-details';
import { PeoplePlaces } from '../../../../shared/people-places';

const row = (id: string, methodsRegistered: string[] | null) => {
  const made = decodeRegistration({ id, methodsRegistered });
  if (made === null) throw new Error('A row that fits.');
  return made;
};
const places = (...ids: readonly string[]): PeoplePlaces =>
  new PeoplePlaces(ids.map((id) => ({ id })));

test('tells of each account what the index by id tells', () => {
  const rows = [
    ...[row('c', ['email']), row('a', ['fido2']), row('x', ['fido2']), row('c', ['fido2'])],
    ...[row('a', ['fido2']), row('c', ['fido2'])],
  ];
  const report = new ReportRows(rows, places('a', 'b', 'c'));
  const index = indexReport(rows);
  expect(['a', 'b', 'c'].map((_, place) => report.at(place))).toEqual(
    ['a', 'b', 'c'].map((id) => index.get(id)),
  );
  expect(report.at(2)?.methodsRegistered).toBe(null);
  expect(report.at(-1)).toBe(undefined);
});

test('is cut where methods of anybody are not told, be the account here or not', () => {
  const of = (...rows: readonly ReturnType<typeof row>[]) =>
    new ReportRows(rows, places('a')).isCut;
  expect(of(row('a', []), row('x', []))).toBe(false);
  expect(of(row('a', null))).toBe(true);
  expect(of(row('x', null))).toBe(true);
  expect(of(row('x', []), row('x', ['email']))).toBe(true);
});
