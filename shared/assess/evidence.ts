import { isJsonObject, type Json } from '../json';
import type { Finding } from './assessment';
import { evidenceShapes, type EvidenceField } from './evidence-fields';

/** One fact a finding rests on, ready to be put into words. Lists are cut; `more` were left out. */
export type Evidence =
  | {
      readonly shape: 'value';
      readonly field: EvidenceField;
      readonly value: null | boolean | number | string;
    }
  | {
      readonly shape: 'names';
      readonly field: EvidenceField;
      readonly names: readonly string[] | null;
      readonly more: number;
    }
  | {
      readonly shape: 'tally';
      readonly field: EvidenceField;
      readonly counts: readonly { readonly name: string; readonly count: number }[];
      readonly more: number;
    }
  | {
      readonly shape: 'pairs';
      readonly field: EvidenceField;
      readonly pairs: readonly {
        readonly name: string;
        readonly value: string | null;
        readonly status: number | null;
      }[];
      readonly more: number;
    }
  | {
      readonly shape: 'access';
      readonly field: EvidenceField;
      /** Whole: each names what has to be granted. */
      readonly ways: readonly {
        readonly name: string;
        readonly scopes: readonly string[];
        readonly role: string;
      }[];
    };

/** Names shown of one list. */
const shownNames = 8;
const dayMs = 86_400_000;

/** The facts a finding rests on, in a fixed order. `asOf` (ISO): days left are counted from it. */
export function evidenceOf(finding: Finding, asOf: string): readonly Evidence[] {
  const data = withDaysLeft(finding, asOf);
  const names = new Map(finding.subjects.map((one) => [one.id, one.name]));
  return Object.entries(evidenceShapes).flatMap(([name, shape]): readonly Evidence[] => {
    const value = data[name];
    if (value === undefined) return [];
    const field = name as EvidenceField;
    switch (shape) {
      case 'value':
        return isPlain(value) ? [{ shape, field, value }] : [];
      case 'names':
        return namesOf(field, value, names);
      case 'tally':
        return [value === null ? { shape: 'value', field, value } : tallyOf(field, value)];
      case 'pairs':
        return [pairsOf(field, value)];
      case 'access':
        return [{ shape, field, ways: waysOf(value) }];
    }
  });
}

/** Counted when shown: in the data it would give an unchanged tenant another plan every day. */
function withDaysLeft(finding: Finding, asOf: string): Readonly<Record<string, Json>> {
  const { data = {}, code } = finding;
  const date = data['date'];
  if (code !== 'TELECOM-LEAD-TIME' || typeof date !== 'string') return data;
  const daysLeft = Math.ceil((Date.parse(date) - Date.parse(asOf)) / dayMs);
  return { ...data, daysLeft: Math.max(0, daysLeft) };
}

function isPlain(value: Json): value is null | boolean | number | string {
  return value === null || typeof value !== 'object';
}

function namesOf(
  field: EvidenceField,
  value: Json,
  subjects: ReadonlyMap<string, string>,
): readonly Evidence[] {
  if (value === null) return [{ shape: 'names', field, names: null, more: 0 }];
  if (!Array.isArray(value)) return [];
  const list = value as readonly Json[];
  // Nobody to whom July may apply is nothing worth a line; an empty list of policies is.
  if (field === 'julyMayApply' && list.length === 0) return [];
  const names = list.flatMap((item): readonly string[] => {
    if (typeof item === 'string') return [subjects.get(item) ?? item];
    const name = isJsonObject(item) ? item['displayName'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  const shown = names.slice(0, shownNames);
  return [{ shape: 'names', field, names: shown, more: names.length - shown.length }];
}

function tallyOf(field: EvidenceField, value: Json): Evidence {
  const counts = isJsonObject(value)
    ? Object.entries(value).flatMap(([name, count]) =>
        typeof count === 'number' ? [{ name, count }] : [],
      )
    : [];
  counts.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const shown = counts.slice(0, shownNames);
  return { shape: 'tally', field, counts: shown, more: counts.length - shown.length };
}

/** States by name, or rows of `reads`. */
function pairsOf(field: EvidenceField, value: Json): Evidence {
  const pairs = Array.isArray(value)
    ? (value as readonly Json[]).flatMap((row) =>
        isJsonObject(row) && typeof row['source'] === 'string'
          ? [
              {
                name: row['source'],
                value: typeof row['reason'] === 'string' ? row['reason'] : null,
                status: typeof row['status'] === 'number' ? row['status'] : null,
              },
            ]
          : [],
      )
    : Object.entries(isJsonObject(value) ? value : {}).map(([name, state]) => ({
        name,
        value: typeof state === 'string' ? state : null,
        status: null,
      }));
  const shown = pairs.slice(0, shownNames);
  return { shape: 'pairs', field, pairs: shown, more: pairs.length - shown.length };
}

function waysOf(value: Json): Extract<Evidence, { shape: 'access' }>['ways'] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((row) => {
    if (!isJsonObject(row)) return [];
    const { source, role, scopes } = row;
    if (typeof source !== 'string' || typeof role !== 'string' || !Array.isArray(scopes)) return [];
    return [{ name: source, role, scopes: scopes.filter((one) => typeof one === 'string') }];
  });
}
