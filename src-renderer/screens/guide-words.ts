import type { GuideView } from '../../shared/ipc/guide-contract';
import { portalPath } from '../../shared/exports/portal-path';
import { m } from '../../shared/paraglide/messages.js';
import type { StepKind } from '../../shared/plan/step';
import { fieldChanges } from '../components/change-diff';
import { language, sayKey, words } from '../i18n.svelte';
import { whyText } from './step-person-words';

type Reason = NonNullable<GuideView['byApp']>;

export function byAppText(reason: Reason): string {
  const texts = {
    move: m.guide_by_app_move,
    group: m.guide_by_app_group,
    policy: m.guide_by_app_policy,
    appeared: m.guide_by_app_appeared,
  };
  return texts[reason]();
}

/** What to do in the portal, in order: where, what, and saving it. */
export function portalSteps(kind: string, target: string): readonly string[] {
  const path = portalPath(kind as StepKind, language());
  return [m.guide_open({ path }), act(kind, target), m.guide_save()];
}

function act(kind: string, name: string): string {
  switch (kind) {
    case 'method.configure':
      return m.guide_do_method({ target: words(name, 'configuration') });
    case 'migration.state':
      return m.guide_do_migration();
    case 'systemPreferred.set':
      return m.guide_do_preferred();
    case 'passkeyOptOut.set':
      return m.guide_do_opt_out();
    case 'campaign.set':
      return m.guide_do_campaign();
    case 'ca.setState':
      return m.guide_do_policy_state({ target: name });
    case 'ca.exclude':
      return m.guide_do_policy_exclude({ target: name });
    case 'securityDefaults.set':
      return m.guide_do_defaults();
    case 'group.add':
      return m.guide_do_group_add({ target: name });
    case 'group.remove':
      return m.guide_do_group_remove({ target: name });
    default:
      return m.guide_do_per_user();
  }
}

/** Why a person of the step is left out: what the finding that names them says, where one does. */
export function leftOutText(why: string): string {
  if (!/^[A-Z][A-Z0-9-]+$/.test(why)) return whyText(why);
  return sayKey(`finding_${why.toLowerCase().replaceAll('-', '_')}_why`);
}

export interface PortalValue {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** The new value as Graph has it, for copying; empty: it is taken away. */
  readonly raw: string;
}

const none = '–';

/** Each value that changes: Graph's own, and in words where the portal has words for it. */
export function portalValues(
  kind: string,
  { prior, planned }: Pick<NonNullable<GuideView['object']>, 'prior' | 'planned'>,
): readonly PortalValue[] {
  return fieldChanges(prior, planned)
    .filter((change) => change.kind !== 'same')
    .map(({ path, before, after }) => ({
      ...{ path, before: inWords(kind, before), after: inWords(kind, after) },
      raw: after ?? '',
    }));
}

function inWords(kind: string, value: string | null): string {
  if (value === null) return none;
  if (kind === 'migration.state') return words(value, 'migration');
  return kind === 'ca.setState' ? words(value, 'caState') : value;
}
