import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../../../shared/ipc/people-contract';
import UserCell from '../../../src-renderer/components/UserCell.svelte';
import type { UserColumn } from '../../../src-renderer/components/user-columns';
import { s02People } from '../../fixtures/s02-people';

const [somebody] = s02People as [PersonRow, ...PersonRow[]];

function cell(column: UserColumn, change: Partial<PersonRow>): HTMLElement {
  const row = { ...somebody, ...change };
  return render(UserCell, { props: { row, column, policyName: (id: string) => id } }).container;
}

const textOf = (element: HTMLElement): string => element.textContent.replaceAll(/\s+/g, ' ').trim();

describe('a cell of the table of people', () => {
  it('keeps registered, allowed and remaining methods apart', () => {
    const change = {
      methods: ['mobilePhone', 'microsoftAuthenticatorPush'],
      allowedMethods: ['mobilePhone'],
      survivingMethods: [],
    };
    expect(textOf(cell('methods', change))).toBe(
      'Mobile phone and Microsoft Authenticator notification',
    );
    expect(textOf(cell('allowedMethods', change))).toBe('Mobile phone');
    expect(textOf(cell('survivingMethods', change))).toBe('None');
    expect(textOf(cell('methods', { methods: null }))).toBe('Unknown');
    expect(textOf(cell('allowedMethods', { allowedMethods: null }))).toBe('Unknown');
  });

  it('says what is not known, why, and from where', () => {
    const shown = cell('unknown', {
      unknowns: [
        { fact: 'methods', source: 'registration', reason: 'noRow' },
        { fact: 'perUserMfa', source: 'perUserMfa', reason: 'refused' },
      ],
    });
    expect(textOf(shown)).toBe(
      'Registered methods and Per-user MFA no row for this account and permission missing',
    );
    expect(shown.querySelector('[title]')?.getAttribute('title')).toBe(
      'Registered methods: Registration report, no row for this account\n' +
        'Per-user MFA: Per-user MFA, permission missing',
    );
  });

  it('shows an emergency access account as one', () => {
    expect(textOf(cell('kind', { kind: 'emergencyAccess' }))).toBe('Emergency access account');
  });
});
