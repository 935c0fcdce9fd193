import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { needsPass, ringMessages } from '../../shared/exports/messages-to-users/ring-messages';
import { variants } from '../../shared/exports/messages-to-users/templates';
import type { CallInput } from '../../shared/ipc/contract-types';
import type { MessagesView } from '../../shared/ipc/message-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { messageChoiceSchema } from '../../shared/tenant/message-choice';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

const samplesOfKind = 20;

/** Who is told what and when: rings with their dates, and the texts somebody wrote. */
export function buildMessagesView(plan: Plan): MessagesView {
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const passes = plan.people.filter(needsPass);
  const subjectOf = (userId: string) => {
    const person = people.get(userId);
    const name = person === undefined || person.name === '' ? person?.upn : person.name;
    return { kind: 'user', id: userId, name: name ?? userId };
  };
  return {
    organisation: plan.tenant.displayName,
    isDated: plan.schedule.basis === 'chosen',
    rings: ringMessages(plan).map(({ ring, changesAt, endsAt, members }) => {
      const ofKind = (variant: (typeof variants)[number]) =>
        members.filter((one) => one.variant === variant);
      return {
        ring,
        name: { key: plan.rings.find((one) => one.ring === ring)?.name ?? '', values: {} },
        changesAt,
        endsAt,
        people: members.length,
        register: ofKind('register').length,
        change: ofKind('change').length,
        same: ofKind('same').length,
        samples: variants.flatMap((variant) =>
          ofKind(variant)
            .slice(0, samplesOfKind)
            .map(({ userId }) => ({ ...subjectOf(userId), variant })),
        ),
      };
    }),
    texts: { ...plan.choices.messages?.texts } as MessagesView['texts'],
    contact: plan.choices.messages?.contact ?? '',
    passes: passes.slice(0, 200).map(({ id }) => subjectOf(id)),
    passCount: passes.length,
  };
}

/** Keeps a written text, or (null) goes back to the standard one. */
export function writeMessage(
  workspace: Workspace,
  { key, language, text }: CallInput<'messages.set'>,
): Result<void, Failure> {
  const known = workspace.choices.messages;
  const { [key]: edit, ...others } = { ...known?.texts };
  const { [language]: _, ...other } = edit ?? {};
  const next = text === null ? other : { ...other, [language]: text };
  const texts = Object.keys(next).length === 0 ? others : { ...others, [key]: next };
  return save(workspace, { ...known, texts });
}

export function writeContact(workspace: Workspace, contact: string): Result<void, Failure> {
  const { contact: _, ...known } = workspace.choices.messages ?? {};
  return save(workspace, contact.trim() === '' ? known : { ...known, contact: contact.trim() });
}

function save(workspace: Workspace, messages: object): Result<void, Failure> {
  const parsed = v.safeParse(messageChoiceSchema, {
    ...messages,
    ...signed(workspace, 'Messages'),
  });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = `messages.${v.getDotPath(issue) ?? ''}`;
    return err(failure('input/choices-invalid', { place, expected: issue.message }));
  }
  const saved = workspace.store.choices.save({ ...workspace.choices, messages: parsed.output });
  return saved.ok ? ok(undefined) : saved;
}
