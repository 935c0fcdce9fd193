import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import GateList from '../../../src-renderer/components/GateList.svelte';

const gate = { figure: 'registered', source: 'registration', limit: 100, met: false };

test('a gate nobody has looked at is not one that cannot be read', () => {
  render(GateList, { title: 'Gates', gates: [{ ...gate, looked: false, value: null }] });
  expect(screen.getByText('Not read yet')).toBeTruthy();
  expect(screen.queryByText('Can’t be read')).toBe(null);
  expect(screen.getAllByRole('cell')[0]?.textContent).toBe('–');
});

test('a gate that was looked at says what came of it', () => {
  const gates = [
    { ...gate, looked: true, value: null },
    { ...gate, looked: true, value: 40 },
    { ...gate, looked: true, value: 100, met: true },
  ];
  render(GateList, { title: 'Gates', gates });
  expect(screen.getByText('Can’t be read')).toBeTruthy();
  expect(screen.getByText('Shut')).toBeTruthy();
  expect(screen.getByText('Open')).toBeTruthy();
});
