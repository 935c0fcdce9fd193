import { reason, type ClassVerdict } from './verdict';

/** The verdict once more, where the strongest method that worked at the start works no longer. */
export function comparedToStart(start: ClassVerdict, now: ClassVerdict): ClassVerdict {
  const [strongest] = start.orderedMethods;
  const isLost =
    strongest !== undefined &&
    now.orderedMethods.length > 0 &&
    !now.orderedMethods.includes(strongest) &&
    (now.verdict === 'signsIn' || now.verdict === 'askedToRegister');
  if (!isLost) return now;
  return {
    ...now,
    verdict: 'losesStrongest',
    reasons: [...now.reasons, reason('strongest_lost', 'SYS')],
  };
}

/** True when two verdicts look the same to the person: word, methods in order, who asks, what is chosen. */
export function isSameVerdict(a: ClassVerdict, b: ClassVerdict): boolean {
  return (
    a === b ||
    (a.verdict === b.verdict &&
      a.askedBy === b.askedBy &&
      a.preference === b.preference &&
      a.orderedMethods.length === b.orderedMethods.length &&
      a.orderedMethods.every((name, place) => name === b.orderedMethods[place]))
  );
}
