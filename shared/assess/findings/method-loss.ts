import { classifyMethod } from '../allowed-methods';
import { mfaListAllows } from '../legacy-methods';
import { userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';

const codeMethods = ['softwareOneTimePasscode', 'hardwareOneTimePasscode'];

function holds(person: Person, names: readonly string[]): boolean {
  return person.methods?.some((method) => names.includes(method)) === true;
}

/** The only phone or surviving method is the office phone, and the policy does not allow it. */
function dependsOnOfficePhone(person: Person): boolean {
  if (!holds(person, ['officePhone'])) return false;
  const usable = (person.methods ?? []).filter((method) => {
    const methodClass = classifyMethod(method);
    return methodClass === 'phone' || methodClass === 'surviving';
  });
  return (
    usable.length === 1 &&
    usable[0] === 'officePhone' &&
    person.allowedMethods?.includes('officePhone') === false
  );
}

export const findMethodLoss: Finder = (context) => {
  const { enabled, migration, answers, input } = context;
  const isPending = migration === 'pending';
  const stranded = enabled.filter((person) => person.isStranded);
  const areCodesOff = mfaListAllows(answers, 'SoftwareOath') === false;
  return [
    ...userFinding('AMP-WOULD-STRAND', 'blocker', isPending ? stranded : []),
    ...userFinding(
      'METHODS-LOST',
      'blocker',
      migration === 'complete' || migration === 'null' ? stranded : [],
    ),
    ...userFinding(
      'OATH-SPLIT',
      'blocker',
      isPending && !areCodesOff ? stranded.filter((one) => holds(one, codeMethods)) : [],
    ),
    ...userFinding(
      'OFFICE-PHONE',
      'decision',
      isPending && input.choices.officePhone === undefined
        ? enabled.filter(dependsOnOfficePhone)
        : [],
    ),
    ...userFinding(
      'SECQ-STAYS',
      'info',
      enabled.filter((person) => holds(person, ['securityQuestion'])),
    ),
  ];
};
