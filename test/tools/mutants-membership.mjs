/** Who is in a group, which the second evaluator reads by itself (3.3). */

const mutant = (id, rule, file, from, to, shown) => ({
  ...{ id, rule, file, from, to },
  ...shown,
});

const belonging = 'shared/lockout/trial-membership.ts';
const membership = (name, file = 'trial-membership') => ({
  ...{ project: 'unit', test: `unit/shared/lockout/${file}.test.ts`, name },
});

export const membershipMutants = [
  mutant(
    'trial-groups',
    'the trial asks its own reading who is in a group, not the rules’ index',
    'shared/lockout/second-opinion.ts',
    'if (isMemberByTrial(image, group, person) ?? whenUnknown) return true;',
    'if (image.groups.get(group.toLowerCase())?.has(person.id) ?? whenUnknown) return true;',
    membership('in the rules is caught by the trial', 'one-wrong-membership'),
  ),
  mutant(
    'trial-groups-at-odds',
    'lists at odds with each other leave it unknown to the trial who is in a group',
    belonging,
    'return isAtOdds ? null : false;',
    'return false;',
    membership('calls lists at odds'),
  ),
  mutant(
    'trial-groups-within',
    'who is taken out of a group within may be in the outer no longer',
    belonging,
    'lastMove(moved, inner, wanted) === false',
    'false',
    membership('still holds who is taken out'),
  ),
  mutant(
    'trial-groups-blind',
    'who is taken out of a group may be in it by one whose members were not read',
    belonging,
    '?.has(wanted) ?? wasListed',
    '?.has(wanted) ?? false',
    membership('still holds who is taken out'),
  ),
  mutant(
    'trial-groups-untold',
    'the trial learns of a step into a group whose members were not read',
    'shared/plan/post-image.ts',
    'return { ...image, moved: { step, before: image.moved } };\n  }',
    'return image;\n  }',
    membership('still holds who is taken out'),
  ),
  mutant(
    'trial-groups-moved',
    'the trial follows the steps that move people',
    belonging,
    "if (planned !== undefined) return planned === 'member';",
    'if (planned !== undefined) return null;',
    membership('follows the steps'),
  ),
];
