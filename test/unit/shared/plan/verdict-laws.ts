import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import type { Verdict } from '../../../../shared/lockout/verdict';
import { imageAt, type Law } from './law-images';

/** Not known stands beside having to register: it may turn out to be that, and nothing worse. */
const rank: Readonly<Record<Verdict, number>> = {
  signsIn: 0,
  askedToRegister: 1,
  losesStrongest: 1,
  mustRegister: 3,
  unknown: 3,
  blocked: 5,
};

const methods = ['passKeySynced', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode'] as const;

/** One more registered method never makes a verdict worse, at the start or at the end. */
export const moreIsNeverWorse: Law = (plan, judge = judgePerson, seen) => {
  const found: string[] = [];
  for (const image of [imageAt(plan, 0), imageAt(plan, -1)]) {
    for (const [place, person] of plan.people.entries()) {
      if (person.methods === null) continue;
      const before = judge(image, person, plan.asOf).verdict;
      for (const name of methods.slice(place % methods.length).slice(0, 1)) {
        const richer = {
          ...person,
          methods: [...person.methods, name],
          isPhoneOnly: false,
          hasNoMethod: false,
        };
        const after = judge(image, richer, plan.asOf).verdict;
        if (rank[after] < rank[before]) seen?.('a verdict better by one more method');
        if (rank[after] > rank[before]) found.push(`${person.upn} ${name} ${before} ${after}`);
      }
    }
  }
  return found;
};

/** Leaving somebody out of every policy never shuts that person out. */
export const exclusionNeverShutsOut: Law = (plan, judge = judgePerson, seen) => {
  const image = imageAt(plan, -1);
  return plan.people.flatMap((person) => {
    const before = judge(image, person, plan.asOf).verdict;
    const conditionalAccess =
      image.conditionalAccess?.map((policy) => {
        const users = policy.conditions.users;
        const excludeUsers = [...(users?.excludeUsers ?? []), person.id];
        return users === null
          ? policy
          : { ...policy, conditions: { ...policy.conditions, users: { ...users, excludeUsers } } };
      }) ?? null;
    const after = judge({ ...image, conditionalAccess }, person, plan.asOf).verdict;
    if (rank[after] < rank[before]) seen?.('a verdict better by leaving out');
    return rank[after] > rank[before] ? [`${person.upn} ${before} ${after}`] : [];
  });
};
