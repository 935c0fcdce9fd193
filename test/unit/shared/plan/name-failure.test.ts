import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { nameFailure } from '../../../../shared/plan/name-failure';
import { planScenario } from './plans';

const { plan } = planScenario('S02');
const [first, ...others] = plan.people.filter((person) => !person.isEmergencyAccess);
if (first === undefined) throw new Error('S02 has people');

const lastMethod = (ids: readonly string[], count = ids.length) =>
  failure('guardrail/last-method', { step: 's12', count: String(count), people: ids.join(', ') });
const whyOf = (ids: readonly string[], language: 'en' | 'ja', count = ids.length): string =>
  describeFailure(nameFailure(lastMethod(ids, count), plan), language).why;

describe('names in a failure', () => {
  it('says who would lose the last method, by name', () => {
    expect(nameFailure(lastMethod([first.id]), plan).values).toEqual({
      step: 's12',
      count: '1',
      people: first.name,
    });
    expect(whyOf([first.id], 'en')).toContain(`: ${first.name}.`);
  });

  it('says who could not be read, by name, and leaves a refusal that names nobody', () => {
    const values = { step: 's12', expected: 'readablePeople', count: '1' };
    const unread = failure('guardrail/refused', { ...values, people: first.id });
    expect(nameFailure(unread, plan).values).toEqual({ ...values, people: first.name });
    const other = failure('guardrail/refused', { step: 's12', expected: 'bundle' });
    expect(nameFailure(other, plan)).toBe(other);
  });

  it('names five and counts the rest, in the language’s own way', () => {
    const ids = [first, ...others].slice(0, 7).map(({ id }) => id);
    const names = [first, ...others].slice(0, 5).map(({ name }) => name);
    expect(whyOf(ids, 'en')).toContain(`: ${names.join(', ')} and 2 more.`);
    expect(whyOf(ids, 'ja')).toContain(`: ${names.join('、')}、ほか 2 人。`);
    expect(whyOf(ids.slice(0, 2), 'en')).toContain(`: ${names.slice(0, 2).join(' and ')}.`);
    expect(whyOf(ids, 'en', 1240)).toContain(' and 1,235 more.');
  });

  it('takes the user principal name where two share a name or it is empty', () => {
    const [one, two] = others;
    if (one === undefined || two === undefined) throw new Error('S02 has people');
    const people = plan.people.map((person) => {
      if (person === one) return { ...person, name: first.name };
      return person === two ? { ...person, name: '' } : person;
    });
    const named = nameFailure(lastMethod([first.id, one.id, two.id]), { people });
    expect(named.values['people']).toBe([first.upn, one.upn, two.upn].join('\n'));
  });

  it('keeps a name with a comma in one piece', () => {
    const people = [{ ...first, name: 'Sato, Aiko' }];
    const named = nameFailure(lastMethod([first.id], 2), { people });
    expect(describeFailure(named, 'en').why).toContain(': Sato, Aiko and 1 more.');
  });

  it('leaves an id the plan does not know, and counts by ids where nothing was named', () => {
    const unknown = '99999999-9999-4999-8999-999999999999';
    expect(nameFailure(lastMethod([unknown]), plan).values['people']).toBe(unknown);
    const raw = describeFailure(lastMethod([unknown, first.id], 3), 'en');
    expect(raw.why).toContain(`: ${unknown}, ${first.id} and 1 more.`);
  });

  it('names the accounts of a rollout, and nothing in other failures', () => {
    const mismatch = failure('auth/account-mismatch', { expected: first.id, account: '–' });
    expect(nameFailure(mismatch, plan).values).toEqual({ expected: first.upn, account: '–' });
    const other = failure('step/drift', { step: first.id });
    expect(nameFailure(other, plan)).toBe(other);
  });
});
