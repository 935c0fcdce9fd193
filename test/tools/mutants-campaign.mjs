/** How the registration campaign grows: whom it asks, when, and what it never drops. */

const campaign = {
  file: 'shared/plan/steps/campaign-steps.ts',
  project: 'unit',
  test: 'unit/shared/plan/campaign.test.ts',
};

export const campaignMutants = [
  {
    id: 'campaign-first',
    rule: 'the campaign asks a ring before the plan waits for it to register',
    ...campaign,
    file: 'shared/plan/steps/enforcement-steps.ts',
    from: 'steps.push(...campaignRing(context, ring, image), registerGate(context, ring, image));',
    to: 'steps.push(registerGate(context, ring, image), ...campaignRing(context, ring, image));',
    name: 'before the plan waits for them to register',
  },
  {
    id: 'campaign-exclusions',
    rule: 'an exclusion that is there stays',
    ...campaign,
    from: 'excludeTargets: [...there, ...named],',
    to: 'excludeTargets: [...named],',
    name: 'drops no exclusion that is there',
  },
  {
    id: 'campaign-pupils-first',
    rule: 'pupils are spared before the campaign asks anybody',
    ...campaign,
    from: 'const opening = [...pupils, ...spared.steps, create, ...steps.slice(spared.steps.length)];',
    to: 'const opening = [...pupils, create, ...steps.slice(spared.steps.length), ...spared.steps];',
    name: 'spares them first',
  },
  {
    id: 'campaign-pupils-kept',
    rule: 'a second change of the campaign builds on the first',
    ...campaign,
    from: 'return { steps: [...steps, step], campaign: after };',
    to: 'return { steps: [...steps, step], campaign };',
    name: 'keeps them spared when it grows',
  },
  {
    id: 'campaign-phone-only',
    rule: 'where nobody chose, only those who have only a phone are asked',
    ...campaign,
    from: '(person) => isChosen || (person.enabled && person.isPhoneOnly && mustRegister(image, person)),',
    to: '() => true,',
    name: 'for those who have only a phone',
  },
  {
    id: 'campaign-chosen-off',
    rule: 'a campaign that was chosen to be off stays off',
    ...campaign,
    from: "const isWanted = choice.value !== 'disabled' && choice.include.includes(rolloutGroupWord);",
    to: 'const isWanted = true;',
    name: 'stays off where somebody chose that',
  },
  {
    id: 'campaign-nobody',
    rule: 'with nobody who has only a phone the campaign stays off',
    ...campaign,
    from: " === 'disabled' && phoneOnly(context).length > 0;",
    to: " === 'disabled';",
    name: 'where nobody has only a phone',
  },
  {
    id: 'campaign-managed',
    rule: 'a campaign that Microsoft runs is left alone',
    ...campaign,
    from: "return campaignOf(context)?.['state'] === 'disabled' && ",
    to: 'return ',
    name: 'is left alone',
  },
];
