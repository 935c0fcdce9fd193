import { m } from '../../shared/paraglide/messages.js';
import { isFound } from './settings-search';

export const lookNames = ['language', 'theme', 'density', 'zoom'] as const;
export type LookName = (typeof lookNames)[number];
export const sectionNames = [
  ...lookNames,
  'readOnly',
  'plans',
  'keep',
  'registration',
  'network',
  'data',
  'updates',
  'about',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** What a person may look for a section by: what it says, in the language of the window. */
const texts: Readonly<Record<SectionName, () => readonly string[]>> = {
  language: () => [m.settings_language(), m.settings_language_hint(), 'English 日本語'],
  theme: () => [
    ...[m.settings_theme(), m.settings_theme_hint()],
    ...[m.settings_light(), m.settings_dark(), m.settings_contrast()],
  ],
  density: () => [
    m.settings_density(),
    m.settings_density_hint(),
    m.settings_comfortable(),
    m.settings_compact(),
  ],
  zoom: () => [m.settings_zoom(), m.settings_zoom_hint()],
  readOnly: () => [m.read_only_title(), m.read_only_hint(), m.read_only_limit()],
  plans: () => [
    m.settings_plans(),
    m.settings_plans_hint(),
    m.settings_plans_text(),
    m.settings_cloud(),
    m.settings_two_people(),
    m.settings_ring_size(),
    m.settings_soak(),
    m.settings_registering(),
    m.settings_interrupted(),
  ],
  keep: () => [m.settings_keep(), m.settings_keep_hint(), m.settings_keep_warning()],
  registration: () => [
    m.settings_registration(),
    m.settings_registration_hint(),
    m.settings_guide_redirect(),
    m.settings_guide_permissions(),
    m.settings_guide_consent(),
    m.settings_script(),
    m.registration_check_title(),
    m.registration_check_text(),
  ],
  network: () => [
    m.settings_network(),
    m.settings_network_hint(),
    m.settings_network_text(),
    m.settings_network_test(),
    m.settings_network_proxy(),
    m.connect_cloud(),
  ],
  data: () => [
    m.settings_data(),
    m.settings_data_hint(),
    m.settings_data_text(),
    m.data_where(),
    m.data_delete_all(),
    m.log_preview(),
    m.log_save(),
  ],
  updates: () => [
    m.updates_title(),
    m.updates_hint(),
    m.updates_text(),
    m.updates_allow(),
    m.updates_check(),
    m.updates_check_file(),
  ],
  about: () => [
    m.about_title(),
    m.about_hint(),
    m.about_updates(),
    m.about_uninstall(),
    m.about_licence(),
  ],
};

/** Sections that a search leaves, in their order on the page. */
export function foundSections(search: string): readonly SectionName[] {
  return sectionNames.filter((name) => isFound(search, texts[name]()));
}
