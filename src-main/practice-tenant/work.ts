import { pickOf } from './ids';
import type { JsonObject } from './json';
import type { PersonName } from './names';

/** Where and as what a person works, as the directory has it. */
export interface Work {
  readonly jobTitle: string;
  readonly office: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly employeeType: 'Employee' | 'Contractor';
  readonly costCentre: string;
}

const places = [
  { office: 'Leeds 2', city: 'Leeds', state: 'West Yorkshire' },
  { office: 'London Bridge', city: 'London', state: 'Greater London' },
  { office: 'Harbour House', city: 'Bristol', state: 'Bristol' },
];
const eastPlaces = [
  { office: '丸の内', city: '千代田区', state: '東京都' },
  { office: '梅田', city: '大阪市', state: '大阪府' },
];
const titles = ['Advisor', 'Analyst', 'Coordinator', 'Manager'];
const eastTitles = ['担当', '主任', '係長', '課長'];

const at = <T>(list: readonly [T, ...T[]], index: number): T =>
  list[index % list.length] ?? list[0];

/** Depends on the account alone; about one in ten is a contractor. */
export function workOf(seed: string, { language }: PersonName): Work {
  const n = pickOf(1_000_003, 'work', seed);
  const isEast = language === 'ja-JP';
  return {
    jobTitle: at((isEast ? eastTitles : titles) as [string], n >> 3),
    ...at((isEast ? eastPlaces : places) as [(typeof places)[number]], n >> 6),
    country: isEast ? 'Japan' : 'United Kingdom',
    employeeType: n % 10 === 0 ? 'Contractor' : 'Employee',
    costCentre: `CC-${String(100 + (n % 7) * 10)}`,
  };
}

/** The fifteen as Graph tells them: all of them, whatever is in them. */
export function extensionAttributes(first: string | null): JsonObject {
  const all: JsonObject = {};
  for (let n = 1; n <= 15; n += 1) all[`extensionAttribute${String(n)}`] = n === 1 ? first : null;
  return all;
}
