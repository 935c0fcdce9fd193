import type { GuideView } from '../../shared/ipc/guide-contract';
import { portalPath } from '../../shared/exports/portal-path';
import { m } from '../../shared/paraglide/messages.js';
import type { StepKind } from '../../shared/plan/step';
import { fieldChanges } from '../components/change-diff';
import { language, sayKey, words } from '../i18n.svelte';
import { portalWord } from './portal-words';
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
  /** Graph's own name of it. */
  readonly path: string;
  /** Its name in the portal; null where only Graph's is known. */
  readonly label: string | null;
  readonly before: string;
  readonly after: string;
  /** The values as Graph has them; empty: there is none. */
  readonly rawBefore: string;
  readonly raw: string;
}

const none = '–';

/** Each value that changes: as the portal calls it, and Graph's own. */
export function portalValues(
  kind: string,
  object: Pick<NonNullable<GuideView['object']>, 'prior' | 'planned' | 'target'>,
  called: GuideView['called'],
): readonly PortalValue[] {
  const { prior, planned, target } = object;
  const names = new Map(called.map(({ id, name }) => [id, name] as const));
  const owner = { kind, target, nameOf: (id: string) => names.get(id) ?? id };
  return fieldChanges(prior, planned)
    .filter((change) => change.kind !== 'same')
    .map(({ path, before, after }) => {
      const word = portalWord(path, owner);
      const say = (value: string | null): string =>
        value === null ? none : (word?.say(value) ?? value);
      return {
        ...{ path, label: word?.label ?? null, before: say(before), after: say(after) },
        ...{ rawBefore: before ?? '', raw: after ?? '' },
      };
    });
}
