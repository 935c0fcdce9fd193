import { failure } from '../../shared/diagnostic';
import { personValues } from '../../shared/exports/messages-to-users/fill-values';
import { personMessages } from '../../shared/exports/messages-to-users/person-messages';
import { err, ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import { buildMessagesView, writeContact, writeMessage } from '../workspace/messages-view';
import { editPlan, planToRead } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

type Names = `messages.${'get' | 'set' | 'setContact' | 'person' | 'forPerson'}`;

/** What people are told. Texts are choices; nothing is ever sent from here. */
export function createMessageHandlers(host: Host): Pick<ServedHandlers, Names> {
  const view = async () => {
    const read = await planToRead(host);
    return read.ok ? ok(buildMessagesView(read.value.plan)) : read;
  };
  return {
    'messages.get': () => view(),
    'messages.set': async (input) => {
      const done = await editPlan(host, ({ workspace }) => writeMessage(workspace, input));
      return done.ok ? view() : done;
    },
    'messages.setContact': async ({ contact }) => {
      const done = await editPlan(host, ({ workspace }) => writeContact(workspace, contact));
      return done.ok ? view() : done;
    },
    'messages.forPerson': async ({ userId }) => {
      const read = await planToRead(host);
      if (!read.ok) return read;
      return ok({ messages: personMessages(read.value.plan, userId).map((one) => ({ ...one })) });
    },
    'messages.person': async ({ userId }) => {
      const read = await planToRead(host);
      if (!read.ok) return read;
      const { plan } = read.value;
      if (!plan.people.some(({ id }) => id === userId)) {
        return err(failure('input/unknown-user', { user: userId }));
      }
      return ok({ en: personValues(plan, userId, 'en'), ja: personValues(plan, userId, 'ja') });
    },
  };
}
