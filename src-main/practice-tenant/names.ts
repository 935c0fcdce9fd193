import { pickOf } from './ids';

const given = ['Amelia', 'Bastien', 'Chloë', 'Daniel', 'Elif', 'Fernanda', 'Grace', 'Hélène'];
const given2 = ['Ibrahim', 'Jürgen', 'Karolína', 'Liam', 'Małgorzata', 'Núria', 'Oskar', 'Priya'];
const given3 = ['Quentin', 'Renée', 'Siobhán', 'Tomás', 'Ulrike', 'Victor', 'Wanjiru', 'Zoë'];
const family = ['Abbott', 'Beaumont', 'Castañeda', 'Dubois', 'Evans', 'Fjeld', 'García', 'Hughes'];
const family2 = [
  'Ivanova',
  'Jansson',
  'Kowalski',
  'Löfgren',
  'Müller',
  'Nguyen',
  "O'Brien",
  'Patel',
];
const family3 = ['Quinn', 'Rossi', 'Şahin', 'Thorne', 'Ueda-Clark', 'Van Dijk', 'Wójcik', 'Young'];
const westGiven = [...given, ...given2, ...given3];
const westFamily = [...family, ...family2, ...family3];
const eastFamily = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
const eastGiven = ['陽菜', '蓮', '結衣', '大翔', '美咲', '健太', 'さくら', '翔', '直子', '悠真'];

const departments = ['Sales', 'Finance', 'Operations', 'Engineering', 'People', 'Customer Care'];
const eastDepartments = ['営業部', '経理部', '業務部', '技術部', '人事部', 'お客様窓口'];

export interface PersonName {
  displayName: string;
  givenName: string;
  surname: string;
  department: string;
  language: 'en-GB' | 'ja-JP';
}

const at = (list: string[], index: number): string => list[index % list.length] ?? '';

/** A name that depends on the account alone; about one in four is Japanese. */
export function nameOf(seed: string): PersonName {
  const n = pickOf(1_000_003, 'name', seed);
  if (n % 4 === 0) {
    const surname = at(eastFamily, n >> 2);
    const givenName = at(eastGiven, n >> 5);
    const department = at(eastDepartments, n >> 3);
    return {
      ...{ displayName: `${surname} ${givenName}`, givenName, surname, department },
      language: 'ja-JP',
    };
  }
  const givenName = at(westGiven, n >> 2);
  const surname = at(westFamily, n >> 6);
  const department = at(departments, n >> 3);
  return {
    ...{ displayName: `${givenName} ${surname}`, givenName, surname, department },
    language: 'en-GB',
  };
}

/** Accounts that are not people carry what they are for. */
export function resourceName(cohortId: string, n: number, count: number): string {
  const words = cohortId.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return count === 1 ? text : `${text} ${n}`;
}
