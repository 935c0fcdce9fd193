import { failure, type Failure } from '../../shared/diagnostic';
import type { DriftChoice, DriftWay, MovedItem } from '../../shared/journal/drift-choice';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { usage } from './arguments';
import type { CliContext } from './context';
import { textOf } from './option-values';

/** Ways by their names on the command line. */
export const wayNames = {
  'put-back': 'putBack',
  leave: 'leave',
  stop: 'stop',
} as const satisfies Record<string, DriftWay>;

/** The name of a way on the command line. */
export function wayName(way: DriftWay): keyof typeof wayNames {
  return way === 'putBack' ? 'put-back' : way;
}

/**
 * `--moved STEP[/UPN]=WAY,…`, or `all=WAY`: words about what the last look showed, as the journal
 * keeps it, and about that alone. Undefined where it was left out. A word for one person counts
 * before one for the step, and that before one for all.
 */
export function movedWords(
  context: Pick<CliContext, 'options' | 'output'>,
  plan: Plan,
  shown: readonly MovedItem[],
): Result<readonly DriftChoice[] | undefined, Failure> {
  const text = textOf(context, 'moved');
  if (text === undefined) return ok(undefined);
  const ways = new Map<string, DriftWay>();
  for (const part of text.split(',')) {
    const [, step = '', user, name = ''] =
      /^([^/=]+)(?:\/([^=]+))?=([a-z-]+)$/.exec(part.trim()) ?? [];
    const way = Object.entries(wayNames).find(([known]) => known === name)?.[1];
    if (step === '' || way === undefined) {
      const expected = 'STEP[/UPN]=put-back|leave|stop';
      const { language } = context.output;
      return usage('cli_usage_bad_value', `--moved ${part}`, null, language, expected);
    }
    if (step !== 'all' && !plan.steps.some(({ id }) => id === step)) {
      return err(failure('input/unknown-step', { step }));
    }
    const person = user === undefined ? '' : personId(plan, user);
    if (person === null) return err(failure('input/unknown-user', { user: user ?? '' }));
    ways.set(`${step} ${person}`, way);
  }
  return ok(
    shown.flatMap(({ step, item, seen }) => {
      const way = ways.get(`${step} ${item ?? ''}`) ?? ways.get(`${step} `) ?? ways.get('all ');
      return way === undefined ? [] : [{ step, item, way, seen }];
    }),
  );
}

function personId(plan: Plan, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = plan.people.find(({ id, upn }) => upn.toLowerCase() === wanted || id === wanted);
  return found?.id ?? null;
}
