/** Who is left out of a setting and let in again, and what is planned with nothing to migrate. */

const leaving = 'shared/plan/steps/preference-exclusion.ts';
const preferring = 'shared/plan/steps/system-preferred-steps.ts';
const unsuited = 'shared/plan/unsuited-people.ts';
const alone = 'shared/plan/steps/chosen-alone.ts';
const groups = 'shared/plan/excluded-groups.ts';
const shown = (test, name) => ({ project: 'unit', test: `unit/shared/plan/${test}.test.ts`, name });
const mutant = (id, rule, file, [from, to], [test, name]) => ({
  ...{ id, rule, file, from, to },
  ...shown(test, name),
});

export const planningMutants = [
  mutant(
    'preferred-kept',
    'who is left out of system-preferred authentication stays left out',
    leaving,
    [
      'chosen === unsuitedPeopleWord) return ok(there);',
      'chosen === unsuitedPeopleWord) return ok([]);',
    ],
    ['preferred-exclusion', 'stays left out from the pilot to the last step'],
  ),
  mutant(
    'preferred-one-group',
    'one group is left out of system-preferred authentication at most',
    leaving,
    ['if (other === undefined) return', 'return'],
    ['preferred-exclusion', 'is one group at most'],
  ),
  mutant(
    'preferred-elsewhere',
    'the plan fills no exclusion group that something else uses too',
    leaving,
    [' || mayBeUsedElsewhere(context, id)) return undefined;', ') return undefined;'],
    ['preferred-everybody', 'is filled by hand where something else uses it too'],
  ),
  mutant(
    'preferred-own-group',
    'the plan fills no exclusion group of somebody else',
    leaving,
    [' && isOwnGroup(group, groupName),', ','],
    ['preferred-everybody', 'by hand where it is another’s'],
  ),
  mutant(
    'preferred-members-unread',
    'the plan fills no group whose members were not read',
    leaving,
    ['  if (members === null) return undefined;\n', ''],
    ['steps/preference-exclusion', 'by hand where its members were not read'],
  ),
  mutant(
    'preferred-there-already',
    'whoever is left out already does not join again',
    leaving,
    ['groups.get(id.toLowerCase())?.has(person.id) !== true', 'id !== person.id'],
    ['preferred-everybody', 'has nothing to do where they are in it'],
  ),
  mutant(
    'preferred-narrowed',
    'what is on for everybody is never narrowed to rings by the choice of rings',
    preferring,
    ['return isWanted && !isForEverybody(context, choice.value);', 'return isWanted;'],
    ['preferred-everybody', 'never narrows whom it is on for'],
  ),
  mutant(
    'preferred-rings-without',
    'no ring brings in whom it does not suit',
    preferring,
    ['.filter((person) => !isOut.has(person.id));', ';'],
    ['steps/preference-exclusion', 'come with no ring'],
  ),
  mutant(
    'preferred-unasked',
    'nobody is left out where that was not chosen',
    'shared/plan/steps/decision-steps.ts',
    ['isServed && choice.exclude === unsuitedPeopleWord', 'isServed'],
    ['steps/preference-exclusion', 'are left out where somebody chose that'],
  ),
  ...[
    ['certificate', "person.methods?.includes('certificate') === true", 'a certificate'],
    [
      'shared-device',
      'shared.has(person.id) && person.methods?.some((name) => passkeyMethods.has(name)) === true',
      'a key on shared mobile devices',
    ],
    ['radius', 'radius.has(person.id)', 'RADIUS'],
    ['federated', 'isOfDomains(person, federated)', 'AD FS'],
  ].map(([id, from, name]) =>
    mutant(
      `unsuited-${id}`,
      `the preferred prompt does not suit people of ${name}`,
      unsuited,
      [`(person) =>${id === 'shared-device' ? '\n      ' : ' '}${from}`, '() => false'],
      ['steps/unsuited-people', name],
    ),
  ),
  mutant(
    'unsuited-unread',
    'whoever’s methods were not read is not counted as suited',
    unsuited,
    ['methods === null && !isKnown.has(id)', '!isKnown.has(id) && false'],
    ['steps/unsuited-people', 'is counted apart, and printed'],
  ),
  mutant(
    'unsuited-radius-open',
    'an unanswered question about RADIUS stays open',
    unsuited,
    ['(!isToldOf || radiusUsersOf(plan) === null)', 'radiusUsersOf(plan) === null'],
    ['steps/unsuited-people', 'holds who signs in by RADIUS'],
  ),
  mutant(
    'alone-settings',
    'a chosen setting is planned where there is nothing to migrate',
    alone,
    ['    ...settings.value,\n', ''],
    ['preferred-everybody', 'gets what somebody chose, what makes it safe, and no more'],
  ),
  mutant(
    'alone-nothing',
    'where nothing is chosen, nothing is planned to make it safe',
    alone,
    [
      'if (!looked.ok || looked.value.length === 0) return looked;',
      'if (!looked.ok) return looked;',
    ],
    ['chosen-alone', 'opens keys for emergency access'],
  ),
  mutant(
    'alone-preferred',
    'system-preferred authentication is not turned on there unless somebody chose it',
    alone,
    ['context.choices.systemPreferred !== undefined;', 'true;'],
    ['chosen-alone', 'that nobody chose stays as it is'],
  ),
  mutant(
    'alone-campaign',
    'the campaign is not turned on there unless somebody chose it',
    alone,
    ['  if (context.choices.registrationCampaign === undefined) return [];\n', ''],
    ['chosen-alone', 'that nobody chose stays as it is'],
  ),
  mutant(
    'alone-secured',
    'the operator is secured before a chosen change',
    alone,
    ['const secured = [...secureOperatorSteps(context), ', 'const secured = ['],
    ['chosen-alone', 'is turned on before'],
  ),
  mutant(
    'alone-key',
    'emergency access is not asked for a key that nobody may register',
    alone,
    ['(needsKey && target.id === ', '(!needsKey && target.id === '],
    ['chosen-alone', 'opens keys for emergency access'],
  ),
  mutant(
    'alone-radius',
    'a phone method waits for whoever signs in by RADIUS',
    alone,
    ['phonesOff.length === 0 ? [] : radiusSteps(context)', '[] as readonly Step[]'],
    ['chosen-alone', 'waits for whoever signs in by RADIUS'],
  ),
  mutant(
    'readmit-both',
    'a group both left out and let in is refused',
    groups,
    ['if (both !== undefined) {', 'if (both !== undefined && false) {'],
    ['method-readmission', 'are refused where the same choice leaves them out'],
  ),
  mutant(
    'readmit-gone',
    'a group that is gone can be taken out of a policy that names it',
    groups,
    ['({ id, written }) => id ?? written) }', '({ id }) => id ?? []) }'],
    ['method-readmission', 'a group that is gone'],
  ),
  mutant(
    'readmit-others',
    'letting one group in keeps every other left out',
    'shared/plan/steps/chosen-exclusions.ts',
    ['now.filter(({ id }) => !back.has(id.toLowerCase()))', '(back.size > 0 ? [] : now)'],
    ['method-readmission', 'come in as the method is opened'],
  ),
  mutant(
    'readmit-case',
    'a group is let in whatever the case of its id',
    'shared/plan/steps/chosen-exclusions.ts',
    ['!back.has(id.toLowerCase())', '!back.has(id)'],
    ['method-readmission', 'in whatever case the policy writes them'],
  ),
  mutant(
    'readmit-off',
    'a method that is off is not let in anywhere by itself',
    'shared/assess/target-policy.ts',
    ["if (choice.scope === 'leave' && !isOn) return", 'if (choice.scope === id) return'],
    ['method-readmission', 'of a method that is off'],
  ),
  mutant(
    'order-list',
    'an order rule names all it is about',
    'shared/plan/order-rules.ts',
    ["['setComplete', 'phoneMethodsOff']),\n  tenant('O22'", "['setComplete']),\n  tenant('O22'"],
    ['order-rules', 'are the closed list O1 to O30'],
  ),
  mutant(
    'hours-skipped',
    'hours that close before they open, as the clocks change, are none',
    'shared/plan/open-times.ts',
    ['return isBefore(opens, closes) ? { opens, closes } : null;', 'return { opens, closes };'],
    ['clock-changes', 'do not open at all that day'],
  ),
  mutant(
    'hours-twice',
    'an opening hour that comes twice is told',
    'shared/plan/schedule-conflicts.ts',
    ['if (isTwice) return', "if (isTwice && date === '') return"],
    ['clock-changes', 'opens the first time'],
  ),
];
