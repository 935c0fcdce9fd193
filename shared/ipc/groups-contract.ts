import * as v from 'valibot';
import { hash64, shortText, text } from '../bounds';
import { empty, failureView } from './common-views';
import { call } from './define';

const change = v.picklist(['delete', 'restore']);

/** A group the rollout made, as it stands now. */
const groupView = v.strictObject({
  groupId: shortText,
  name: text,
  state: v.picklist(['there', 'deleted', 'open', 'gone', 'unread']),
  /** What may be done: the other way of what was done last; of an open change the same once more. */
  change,
  /** Why it cannot be, now; null: it can. */
  refusal: v.nullable(failureView),
  /** From when on, where it is only too early. ISO. */
  keptUntil: v.nullable(shortText),
  /** What is sent, and what takes it back; method and path. */
  request: text,
  wayBack: text,
});
export const groupsView = v.strictObject({ planHash: hash64, groups: v.array(groupView) });
export type GroupsView = v.InferOutput<typeof groupsView>;
export type GroupView = GroupsView['groups'][number];

/** Groups that a rollout made and nobody needs any more (execution.md 2.2). */
export const groupCalls = {
  /** Reads the tenant: what uses each group, now. */
  'groups.get': call(empty, groupsView),
  'groups.prepare': call(
    v.strictObject({ groupId: shortText, change }),
    v.strictObject({ ticket: shortText, group: groupView, planHash: hash64 }),
  ),
  'groups.change': call(
    v.strictObject({ ticket: shortText, phrase: text, planHash: hash64 }),
    groupsView,
    { commits: true },
  ),
} as const;
