import { retirementDates } from '../../entra/retirement-dates';
import { formatCount, formatDate, formatList, type Language } from '../../i18n/format';
import { term } from '../../i18n/terms';
import { m } from '../../paraglide/messages.js';
import type { Plan } from '../../plan/plan';
import type { RingMessages } from './ring-messages';
import type { MessageValues } from './templates';

/** Where a person looks after their own methods; Microsoft's short address. */
export const securityInfoLink = 'https://aka.ms/mysecurityinfo';

type RingValues = Omit<MessageValues, 'name' | 'methods' | 'deadline'>;

/** What a message of a ring says for everybody in it. Dates nobody set are said to be open. */
export function ringValues(plan: Plan, ring: RingMessages, language: Language): RingValues {
  const options = { locale: language };
  const { changesAt } = ring;
  const isSet = plan.schedule.basis === 'chosen' && changesAt !== null;
  return {
    organisation: plan.tenant.displayName,
    ring: formatCount(ring.ring, language),
    date: isSet
      ? formatDate(changesAt.slice(0, 10), language, 'UTC')
      : m.message_value_date_open({}, options),
    time: isSet ? changesAt.slice(11, 16) : m.message_value_time_open({}, options),
    count: formatCount(ring.members.length, language),
    contact: plan.choices.messages?.contact ?? m.message_value_contact({}, options),
    link: securityInfoLink,
  };
}

/** The rest, for one person: name, what they can register, and the date their phone ends. */
export function personValues(
  plan: Plan,
  userId: string,
  language: Language,
): Pick<MessageValues, 'name' | 'methods' | 'deadline'> {
  const options = { locale: language };
  const person = plan.people.find((one) => one.id === userId);
  const methods = offered(plan, person?.reachableReplacements ?? []);
  const date = person?.date === 'july' ? retirementDates.july : retirementDates.february;
  return {
    name: person === undefined || person.name === '' ? (person?.upn ?? '') : person.name,
    methods:
      methods.length === 0
        ? m.message_value_methods_none({}, options)
        : formatList(
            methods.map((method) => term(method, 'configuration', language)),
            language,
          ),
    deadline: formatDate(date, language, 'UTC'),
  };
}

/** What somebody can register alone: what they may today, and what the plan turns on for everyone. */
function offered(plan: Plan, today: readonly string[]): readonly string[] {
  const alone = ['MicrosoftAuthenticator', 'Fido2', 'SoftwareOath'];
  const planned = plan.methodTargets
    .filter(
      ({ id, state, scope }) => alone.includes(id) && state === 'enabled' && scope === 'all_users',
    )
    .map(({ id }) => id);
  const all = new Set([...today, ...planned]);
  return [...alone.filter((id) => all.has(id)), ...today.filter((id) => !alone.includes(id))];
}
