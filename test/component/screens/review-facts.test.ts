import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

/** The facts of a step on Review, by their names. */
async function factsOf(id: string): Promise<ReadonlyMap<string, string>> {
  const named = await screen.findAllByText(new RegExp(`^${id} ·`));
  // Others name it too, as what they wait for.
  const title = named.find((one) => one.closest('dd') === null);
  const card = title?.closest('details') ?? null;
  if (card === null) throw new Error(`no card of ${id}`);
  const terms = [...card.querySelectorAll('dt')];
  return new Map(
    terms.map((one) => [one.textContent.trim(), one.nextElementSibling?.textContent.trim() ?? '']),
  );
}

it('a step says after what it begins, and a gate what it wants', async () => {
  const { steps } = s02Plan().review;
  const held = steps.find(({ waitsFor }) => waitsFor.length > 1);
  const next = steps.find(({ kind, waitsFor }) => kind === 'group.add' && waitsFor.length === 0);
  const gate = steps.find((one) => one.gate?.figure === 'registered');
  if (held === undefined || next === undefined || gate === undefined) throw new Error('other plan');
  await renderPlan('review');
  const begins = (await factsOf(held.id)).get('Begins after') ?? '';
  for (const { id } of held.waitsFor) expect(begins).toContain(`${id} ·`);
  expect((await factsOf(next.id)).get('Begins after')).toBe('The step before it is done');
  const facts = await factsOf(gate.id);
  expect(facts.get('Gate')).toMatch(/^Check before you go on: .*\d+ people/);
  expect([facts.has('Begins after'), facts.has('Changes')]).toEqual([false, false]);
});
