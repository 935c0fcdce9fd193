import { configurationOf, targetsUser } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import { scopeInImage } from '../image-scope';
import { fires, type PlanContext } from '../plan-context';
import { imageOfSnapshot } from '../post-image';
import { manualStep } from '../step-draft';
import type { Step } from '../step';

/** Enabled accounts for which a path was chosen, by id. */
export function onPath(context: PlanContext, ...values: readonly string[]): readonly string[] {
  return [...context.chosen.paths]
    .filter(([id, value]) => values.includes(value) && context.byId.get(id)?.enabled === true)
    .map(([id]) => id)
    .sort();
}

function onFrontlineWay(context: PlanContext, ...values: readonly string[]): readonly string[] {
  return [...context.chosen.frontline]
    .filter(([id, value]) => values.includes(value) && context.byId.get(id)?.enabled === true)
    .map(([id]) => id)
    .sort();
}

/** Guests bring the MFA of their own tenant, before a policy asks them (O23). */
export function partnerTrustSteps(context: PlanContext): readonly Step[] {
  if (!fires(context, 'GUEST-NOT-ENFORCED')) return [];
  const guests = context.people.filter((one) => one.enabled && one.isGuest);
  return [
    manualStep('partner-trust', 'partner_trust', [], {
      purpose: 'partnerTrust',
      why: 'partner_trust',
      rules: ['O23', 'GUEST-NOT-ENFORCED'],
      values: { count: String(guests.length) },
    }),
  ];
}

/** Shared devices: where they may be used comes before a single factor is let in (O25, R18). */
export function frontlineSteps(context: PlanContext): readonly Step[] {
  const bound = onFrontlineWay(context, 'siteOnly', 'qrCodePin');
  const withCode = withoutCode(context, onFrontlineWay(context, 'qrCodePin'));
  const steps: Step[] = [];
  if (bound.length > 0) {
    steps.push(
      manualStep('network-condition', 'network_condition', bound, {
        purpose: 'networkCondition',
        why: 'network_condition',
        rules: ['O25', 'R18'],
        values: { count: String(bound.length) },
      }),
    );
  }
  if (withCode.length > 0) {
    steps.push(
      manualStep('enable-qr-code', 'enable_qr_code', withCode, {
        purpose: 'enableQrCode',
        why: 'enable_qr_code',
        rules: ['O25', 'R18', 'QR-SINGLE-FACTOR'],
        values: { count: String(withCode.length) },
      }),
    );
  }
  return steps;
}

/** Those whom QR code + PIN is not offered to for certain. */
function withoutCode(context: PlanContext, ids: readonly string[]): readonly string[] {
  const offer = configurationOf(context.policy, 'QRCodePin');
  if (offer === undefined || ids.length === 0) return ids;
  const image = imageOfSnapshot(context.snapshot, context.answers);
  return ids.filter((id) => {
    const person = context.byId.get(id);
    return person === undefined || targetsUser(offer, scopeInImage(image, person)) !== true;
  });
}

/** Phones off accounts that have something better by now (O8), as somebody chose. */
export function removePhoneSteps(context: PlanContext): readonly Step[] {
  const holdsPhone = (id: string): boolean => {
    const person: Person | undefined = context.byId.get(id);
    return person?.methods?.some((name) => name.endsWith('Phone')) !== false;
  };
  const accounts = onPath(context, 'removePhone').filter(holdsPhone);
  if (accounts.length === 0) return [];
  return [
    manualStep('remove-phone', 'remove_phone', accounts, {
      purpose: 'removePhone',
      why: 'remove_phone',
      rules: ['O8'],
      values: { count: String(accounts.length) },
    }),
  ];
}
