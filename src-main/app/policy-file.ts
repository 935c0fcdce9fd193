import * as v from 'valibot';
import { text } from '../../shared/bounds';
import {
  settingNames,
  settingsView,
  type ManagedView,
  type SettingsView,
} from '../../shared/ipc/settings-contract';

export type PolicySettings = { readonly [K in keyof SettingsView]?: SettingsView[K] | undefined };

/** What an organisation sets on this computer, as it holds for this run. */
export interface Policy {
  readonly settings: PolicySettings;
  readonly managed: ManagedView;
}

/** What is on while a policy file cannot be understood: it may have said any of it. */
const closed: PolicySettings = { isReadOnly: true, checksUpdates: false, asksTwoPeople: true };

const policySchema = v.strictObject({
  schema: v.literal('causeway-policy/1'),
  setBy: v.optional(text, ''),
  settings: v.partial(settingsView),
});

const mostBytes = 65_536;

/**
 * Where the policy file of this computer lies: a place that only its administrators write to, and no
 * variable of the start moves.
 */
export function policyPath(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return 'C:\\ProgramData\\Causeway\\policy.json';
    case 'darwin':
      return '/Library/Application Support/Causeway/policy.json';
    default:
      return '/etc/causeway/policy.json';
  }
}

/**
 * Reads the policy files; of what two of them set the first one's word holds. Null: there is none.
 * One that cannot be read, or that says anything this version does not know, closes what protects.
 * @param read the bytes as text; null: nothing lies there. Throws: something does, and is not readable.
 */
export function readPolicy(
  files: readonly string[],
  read: (file: string) => string | null,
): Policy | null {
  const found = files.flatMap((file) => readOne(file, read) ?? []);
  if (found.length === 0) return null;
  // From the last to the first: the first has the last word, and a fault in any closes.
  const settings = found.reduceRight<PolicySettings>(
    (all, one) => ({ ...all, ...one.settings }),
    {},
  );
  const fault = found.map((one) => one.fault).find((one) => one !== null) ?? null;
  const held: PolicySettings = fault === null ? settings : { ...settings, ...closed };
  const names = settingNames.filter((name) => held[name] !== undefined);
  const setBy = found.map((one) => one.setBy).find((name) => name !== '') ?? '';
  return { settings: held, managed: { names, setBy, fault } };
}

interface Read {
  readonly settings: PolicySettings;
  readonly setBy: string;
  readonly fault: ManagedView['fault'];
}

function readOne(file: string, read: (file: string) => string | null): Read | null {
  const broken = (place: string, expected: string): Read => ({
    ...{ settings: {}, setBy: '' },
    fault: { file, place, expected },
  });
  let content: string | null;
  try {
    content = read(file);
  } catch {
    return broken('–', 'readable');
  }
  if (content === null) return null;
  if (content.length > mostBytes) return broken('–', `${String(mostBytes)} B`);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return broken('–', 'JSON');
  }
  const parsed = v.safeParse(policySchema, value);
  if (parsed.success) {
    return { settings: parsed.output.settings, setBy: parsed.output.setBy, fault: null };
  }
  const [issue] = parsed.issues;
  return broken((v.getDotPath(issue) ?? '–').slice(0, 200), (issue.expected ?? '–').slice(0, 200));
}
