import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

async function openLayout(...options: Parameters<typeof renderPlan>) {
  const api = await renderPlan(...options);
  await fireEvent.click(await screen.findByText('How people are put into rings'));
  return api;
}

async function byRules(): Promise<void> {
  await fireEvent.click(await screen.findByLabelText('By my own rules'));
}

const rule = (number: number): HTMLElement =>
  screen.getByRole('group', { name: `Rule ${String(number)}` });

describe('how people are put into rings', () => {
  it('says the suggestion, and sends another basis with a size when it is applied', async () => {
    const api = await openLayout('rings');
    expect(await screen.findByLabelText('By risk: those who are ready go first')).toHaveProperty(
      'checked',
      true,
    );
    await fireEvent.click(screen.getByLabelText('By department'));
    await fireEvent.input(screen.getByLabelText('Most people in one ring'), {
      target: { value: '12' },
    });
    expect(api.inputsOf('rings.setLayout')).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    await waitFor(() => expect(api.inputsOf('rings.setLayout')).toHaveLength(1));
    expect(api.inputsOf('rings.setLayout')[0]?.edit).toMatchObject({
      value: 'department',
      rules: [],
      maxSize: 12,
    });
    // The rings are read again: they are other ones now.
    expect(api.inputsOf('rings.get').length).toBeGreaterThan(1);
  });

  it('sends rules in their order: a group, then people with a pattern, then a licence', async () => {
    const api = await openLayout('rings');
    await byRules();
    const add = (): HTMLElement => screen.getByRole('button', { name: 'Add a rule' });
    await fireEvent.click(add());
    await fireEvent.click(add());
    const fill = async (number: number, label: string, value: string): Promise<void> => {
      await fireEvent.input(within(rule(number)).getByLabelText(label), { target: { value } });
    };
    await fill(1, 'Name of the ring', 'Pilot');
    await fill(1, 'Name or object ID of the group', 'IT staff');
    const who = (number: number): HTMLElement =>
      within(rule(number)).getByLabelText('Who is in it');
    await fireEvent.change(who(2), { target: { value: 'accounts' } });
    await fill(2, 'Name of the ring', 'Shops');
    await fill(2, 'One per line', 'kai@kestrel.example\nshop*@kestrel.example');
    await fireEvent.change(who(3), { target: { value: 'licence' } });
    await fill(3, 'Name of the ring', 'Office');
    const [unit] = s02Plan().ringLayout.units.licence ?? [];
    expect(unit?.value).toBe('premium');
    const label = `With Microsoft Entra ID P1 or P2 (${String(unit?.people)})`;
    await fireEvent.click(within(rule(3)).getByLabelText(label));
    // Alt+↑ on the third rule puts it before the second.
    const alt = { key: 'ArrowUp', altKey: true };
    const third = within(rule(3)).getByLabelText('Name of the ring');
    await fireEvent.keyDown(third, { ...alt, isComposing: true });
    expect(third).toHaveProperty('value', 'Office');
    await fireEvent.keyDown(third, alt);
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    await waitFor(() => expect(api.inputsOf('rings.setLayout')).toHaveLength(1));
    expect(api.inputsOf('rings.setLayout')[0]?.edit?.rules).toEqual([
      { by: 'accounts', name: 'Pilot', accounts: [{ group: 'IT staff' }] },
      { by: 'attribute', name: 'Office', attribute: 'licence', values: ['premium'] },
      {
        by: 'accounts',
        name: 'Shops',
        accounts: [{ upn: 'kai@kestrel.example' }, { upnPattern: 'shop*@kestrel.example' }],
      },
    ]);
  });

  it('keeps what is wrong in the form, says so and goes there', async () => {
    const api = await openLayout('rings');
    await byRules();
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    expect(await screen.findByText('Give the ring a name of up to 60 characters.')).toBeTruthy();
    expect(document.activeElement).toBe(within(rule(1)).getByLabelText('Name of the ring'));
    expect(api.inputsOf('rings.setLayout')).toEqual([]);
  });

  it('shows a long list by its number, and sends back only its place', async () => {
    const api = await openLayout('rings', {
      prepare: (fake) => {
        const { ringLayout } = s02Plan();
        fake.handle('rings.layout', () => ({
          ...ringLayout,
          isProposal: false,
          kept: [{ place: 0, people: 1200 }],
          edit: {
            ...ringLayout.edit,
            value: 'rules',
            rules: [{ by: 'kept', name: 'Pilot', place: 0 }],
          },
        }));
      },
    });
    expect(await screen.findByText(/^1,200 people from a list/)).toBeTruthy();
    await fireEvent.input(within(rule(1)).getByLabelText('Name of the ring'), {
      target: { value: 'First' },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    await waitFor(() =>
      expect(api.inputsOf('rings.setLayout')[0]?.edit?.rules).toEqual([
        { by: 'kept', name: 'First', place: 0 },
      ]),
    );
  });

  it('takes an attribute of the directory, which stays chosen', async () => {
    const api = await openLayout('rings');
    await fireEvent.click(await screen.findByLabelText('By another attribute'));
    const which = screen.getByLabelText('Attribute');
    expect(which).toHaveProperty('value', 'jobTitle');
    await fireEvent.change(which, { target: { value: 'extensionAttribute3' } });
    expect(
      screen.getByRole('option', { name: 'Extension attribute 3', selected: true }),
    ).toBeTruthy();
    await fireEvent.click(screen.getByLabelText('By department'));
    await fireEvent.click(screen.getByLabelText('By another attribute'));
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    await waitFor(() => expect(api.inputsOf('rings.setLayout')).toHaveLength(1));
    expect(api.inputsOf('rings.setLayout')[0]?.edit?.value).toBe('extensionAttribute3');
  });

  it('reads what people have of an attribute when it is asked, and keeps what is typed', async () => {
    const api = await openLayout('rings');
    await byRules();
    await fireEvent.input(within(rule(1)).getByLabelText('Name of the ring'), {
      target: { value: 'Leads' },
    });
    await fireEvent.change(within(rule(1)).getByLabelText('Who is in it'), {
      target: { value: 'jobTitle' },
    });
    expect(api.inputsOf('rings.readAttribute')).toEqual([]);
    await fireEvent.click(
      within(rule(1)).getByRole('button', { name: 'Read the values people have' }),
    );
    const value = await within(rule(1)).findByLabelText('Manager (4)');
    expect(api.inputsOf('rings.readAttribute')).toEqual([{ attribute: 'jobTitle' }]);
    // The button has gone: focus is on what it brought, not lost.
    await waitFor(() => expect(document.activeElement?.contains(value)).toBe(true));
    expect(document.activeElement).not.toBe(document.body);
    await fireEvent.click(value);
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
    await waitFor(() =>
      expect(api.inputsOf('rings.setLayout')[0]?.edit?.rules).toEqual([
        { by: 'attribute', name: 'Leads', attribute: 'jobTitle', values: ['Manager'] },
      ]),
    );
  });

  it('reads for one rule after the other where both are asked for at once', async () => {
    let answer = (): void => undefined;
    const api = await openLayout('rings', {
      prepare: (fake) => {
        let { units } = s02Plan().ringLayout;
        fake.handle('rings.readAttribute', async ({ attribute }) => {
          await new Promise<void>((resolve) => (answer = resolve));
          units = { ...units, [attribute]: [{ value: 'One', people: 4 }] };
          return { ...s02Plan().ringLayout, units };
        });
      },
    });
    await byRules();
    await fireEvent.click(screen.getByRole('button', { name: 'Add a rule' }));
    for (const [number, kind] of [[1, 'city'] as const, [2, 'extensionAttribute1'] as const]) {
      const who = within(rule(number)).getByLabelText('Who is in it');
      await fireEvent.change(who, { target: { value: kind } });
      const read = { name: 'Read the values people have' };
      await fireEvent.click(within(rule(number)).getByRole('button', read));
    }
    expect(screen.queryByText('The values could not be read.')).toBeNull();
    answer();
    await waitFor(() => expect(api.inputsOf('rings.readAttribute')).toHaveLength(2));
    answer();
    expect(await within(rule(2)).findByLabelText('One (4)')).toBeTruthy();
    expect(within(rule(1)).getByLabelText('One (4)')).toBeTruthy();
  });

  it('says where the values could not be read, and where nothing can be asked', async () => {
    const { ringLayout } = s02Plan();
    let canRead = true;
    await openLayout('rings', {
      prepare: (fake) => {
        fake.handle('rings.layout', () => ({ ...ringLayout, canRead }));
        fake.handle('rings.readAttribute', () => ({ ...ringLayout, canRead: (canRead = false) }));
      },
    });
    await byRules();
    await fireEvent.change(within(rule(1)).getByLabelText('Who is in it'), {
      target: { value: 'city' },
    });
    await fireEvent.click(
      within(rule(1)).getByRole('button', { name: 'Read the values people have' }),
    );
    expect(await within(rule(1)).findByText('The values could not be read.')).toBeTruthy();
    expect(within(rule(1)).getByText(/no tenant is signed in to/)).toBeTruthy();
    expect(within(rule(1)).queryByRole('button', { name: /^Read the values/ })).toBeNull();
  });

  it('says which attribute the choice goes by and nobody has read', async () => {
    await renderPlan('rings', {
      prepare: (fake) => {
        const values = { place: 'rings.value', expected: 'attribute_read' };
        fake.fail('rings.get', 'input/choices-invalid', values);
        fake.handle('rings.layout', () => ({
          ...s02Plan().ringLayout,
          unreadAttributes: ['jobTitle', 'city'],
        }));
      },
    });
    expect(await screen.findByText(/what people have as Job title and City/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go to Read data' })).toBeTruthy();
  });

  it('is there where no plan can be made, and says which group is not read', async () => {
    const api = await renderPlan('rings', {
      prepare: (fake) => {
        const values = { place: 'rings.rules[0]', expected: 'group_members_read' };
        fake.fail('rings.get', 'input/choices-invalid', values);
        fake.handle('rings.layout', () => ({
          ...s02Plan().ringLayout,
          unreadGroups: ['IT staff'],
        }));
      },
    });
    expect(await screen.findByText(/has not read yet who is in IT staff/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Apply this layout' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Go to Read data' }));
    await waitFor(() => expect(api.inputsOf('app.navigate').at(-1)).toEqual({ screen: 'read' }));
  });
});
