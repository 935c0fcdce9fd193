import { expect, it } from 'vitest';
import { RingLayoutDraft } from '../../../src-renderer/screens/ring-layout-draft.svelte';

it('keeps a name of a ring or a group that is too long, and says by how much it is', () => {
  const draft = new RingLayoutDraft();
  draft.choose('rules');
  const key = draft.rules[0]?.key ?? -1;
  draft.change(key, { name: 'x'.repeat(65), group: 'x'.repeat(1_029) });
  expect(draft.problems).toEqual([
    { target: 'rings-rule-name-0', text: expect.stringMatching(/by 5 .* 60 /) as string },
    { target: 'rings-rule-who-0', text: expect.stringMatching(/by 5 .* 1,024 /) as string },
  ]);
  expect(draft.rules[0]).toMatchObject({ name: 'x'.repeat(65), group: 'x'.repeat(1_029) });
  draft.change(key, { name: 'x'.repeat(60), group: 'Shops' });
  expect(draft.problems).toEqual([]);
});
