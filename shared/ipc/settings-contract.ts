import * as v from 'valibot';
import { text } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { planDefaultsSchema, standardDefaults } from '../tenant/plan-defaults';

export const settingsView = v.strictObject({
  language: v.picklist(['system', 'en', 'ja']),
  /** `contrast`: light or dark as the system, with more contrast. */
  theme: v.picklist(['system', 'light', 'dark', 'contrast']),
  density: v.picklist(['comfortable', 'compact']),
  /** No permission to change is ever asked for, in any tenant. */
  isReadOnly: v.boolean(),
  /** A person may ask for a newer version; nobody else ever does. */
  checksUpdates: v.boolean(),
  /** The cloud a sign-in begins with. */
  cloud: v.picklist(cloudNames),
  /** What new plans begin with. */
  ...planDefaultsSchema.entries,
});
export type SettingsView = v.InferOutput<typeof settingsView>;

export const usualSettings: SettingsView = {
  ...{ language: 'system', theme: 'system', density: 'comfortable' },
  ...{ isReadOnly: false, checksUpdates: true, cloud: 'global' },
  ...standardDefaults,
};

export const settingNames = Object.keys(usualSettings) as (keyof SettingsView)[];
export type SettingName = keyof SettingsView;

/** Settings that an organisation's policy file sets on this computer; nobody changes them here. */
export const managedView = v.strictObject({
  names: v.array(v.picklist(settingNames)),
  /** Who set them, in their own words; empty: the file does not say, or could not be read. */
  setBy: text,
  /** The file says something else than settings: what protects is on until it is mended. */
  fault: v.nullable(v.strictObject({ file: text, place: text, expected: text })),
});
export type ManagedView = v.InferOutput<typeof managedView>;
