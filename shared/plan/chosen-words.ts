/** The word in a choice that stands for the plan's own growing group. */
export const rolloutGroupWord = 'rolloutGroup';
/** The word that leaves out, in one group, the people whom system-preferred does not suit. */
export const unsuitedPeopleWord = 'unsuitedPeople';
