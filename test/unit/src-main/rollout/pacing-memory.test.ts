import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import type { Json } from '../../../../shared/json';
import { pacingMemory } from '../../../../src-main/rollout/pacing-memory';

function memoryOf(kept: Json | null) {
  const disk = { value: kept };
  const memory = pacingMemory({
    get: () => disk.value,
    set: (_, value) => {
      disk.value = value;
      return ok(undefined);
    },
  });
  return { memory, disk };
}

const level = { level: 2, at: 5, shutUntil: 0, keptAt: 4, share: 0.85, quota: 5 };

describe('how full the limits are', () => {
  it('is kept as it was', () => {
    const { memory } = memoryOf(null);
    expect(memory.load()).toEqual({});
    memory.save({ reports: level });
    expect(memory.load()).toEqual({ reports: level });
  });

  it.each<[string, Json]>([
    ['other words', 'full'],
    ['no number', { reports: { ...level, level: 'two' } }],
    ['a limit of nothing', { reports: { ...level, quota: 0 } }],
  ])('counts as full with %s', (_, kept) => expect(memoryOf(kept).memory.load()).toEqual({}));
});
