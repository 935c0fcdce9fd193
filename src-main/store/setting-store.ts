import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { Result } from '../../shared/result';
import { textOf, type StoreHandle } from './store-handle';

/** When the tenant was read, where that reading was taken over from a damaged store. */
export const carriedOverKey = 'carriedOver';

/** Small values by key, as JSON. */
export interface SettingStore {
  get(key: string): Json | null;
  set(key: string, value: Json): Result<void, Failure>;
}

export function settingStore(handle: StoreHandle): SettingStore {
  return {
    get: (key) => {
      const row = handle.get('SELECT value FROM setting WHERE key=?', key);
      return row === null ? null : (JSON.parse(textOf(row, 'value')) as Json);
    },
    set: (key, value) =>
      handle.write((database) => {
        database
          .prepare(
            'INSERT INTO setting (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value=excluded.value',
          )
          .run(key, JSON.stringify(value));
      }),
  };
}
