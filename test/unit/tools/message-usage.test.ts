import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readMessageUsage, unusedKeys } from '../../tools/message-usage';

test('finds called and mentioned keys with their place, and what nobody names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-usage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'shared'));
  writeFileSync(
    join(folder, 'shared/a.ts'),
    "const a = 1;\nconst text = m.today_title();\nconst key = 'rings_name';\nconst form = team.own_key;\nconst word = `track_${kind}`;\n",
  );
  const usage = readMessageUsage(folder, ['shared']);
  expect(usage.called).toEqual([{ key: 'today_title', place: 'shared/a.ts:2' }]);
  expect(
    unusedKeys(['today_title', 'rings_name', 'term_sms', 'track_safe', 'today_old'], usage),
  ).toEqual(['today_old']);
});
