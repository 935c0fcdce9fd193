/** Counts that say what a rollout changed, in the order Finish and the exports tell them. */
export const finishFigures = [
  'phoneOnlyFeb2027',
  'phoneOnlyJul2027',
  'noMethod',
  'perUserToClear',
  'usersStrandedIfCompletedNow',
  'usersStrandedNow',
] as const;
