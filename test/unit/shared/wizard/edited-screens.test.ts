import { describe, expect, it } from 'vitest';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import { editedScreens } from '../../../../shared/wizard/edited-screens';

const signed = { by: 'owner@hollis.example', at: '2026-11-22T12:00:00Z', reason: 'Agreed' };
const sms: Choices = { ...noChoices, methods: { Sms: { value: 'off', ...signed } } };
const moved: Choices = { ...sms, ringMoves: { u1: 1 } };

describe('where an edit of the plan is to be seen', () => {
  it('is the screen on which the choice is made, forward and back', () => {
    expect(editedScreens(null, sms)).toEqual(['policy']);
    expect(editedScreens(moved, sms)).toEqual(['rings']);
    expect(editedScreens(sms, moved)).toEqual(['rings']);
  });

  it('is every screen that one step changes, in the order of the wizard', () => {
    expect(editedScreens(moved, noChoices)).toEqual(['policy', 'rings']);
  });

  it('is none where the order of fields alone differs', () => {
    const { by, at, reason } = signed;
    const same: Choices = { ...noChoices, methods: { Sms: { reason, at, by, value: 'off' } } };
    expect(editedScreens(sms, same)).toEqual([]);
  });
});
