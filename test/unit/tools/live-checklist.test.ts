import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '../../../src-main/launch/places.mjs';
import { questions } from '../../live/ask-live';
import { checklist, openItems } from '../../live/checklist';

it('has every open question of domain.md 9, and something that answers each', () => {
  const domain = readFileSync(join(rootFolder, '../shared/domain.md'), 'utf8');
  const [, section = ''] = domain.split(/^## 9\. .*$/m);
  const numbers = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => `9.${number ?? ''}`);
  expect(numbers.length).toBeGreaterThanOrEqual(10);
  expect(openItems.map((one) => one.domain)).toEqual(numbers);
  for (const { domain: number, asked, byHand } of openItems) {
    expect([number, asked.length + byHand.length > 0]).toEqual([number, true]);
  }
});

it('names every question of the kit, and no other', () => {
  const asked = new Set(openItems.flatMap((one) => one.asked));
  expect([...asked].sort()).toEqual(questions.map(({ id }) => id).sort());
});

it('prints each question with what it sends, and what it needs to be allowed', () => {
  const text = checklist();
  for (const { id, needs, requests } of questions) {
    expect(requests.length).toBeGreaterThan(0);
    expect(text).toContain(['--only', id, ...needs.map((leave) => `--${leave}`)].join(' '));
    for (const request of requests) {
      expect(text).toContain(request);
      // A question that writes says so, and one that says it only reads does.
      if (/^(PATCH|POST|DELETE)/.test(request)) expect(needs).toContain('write');
    }
  }
});
