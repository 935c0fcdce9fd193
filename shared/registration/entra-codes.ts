import { failure, type Failure, type FailureCode } from '../diagnostic';

/**
 * Numbers of the sign-in service by what a person can do about them (page "Microsoft Entra
 * authentication and authorization error codes"; those it lacks by their texts, which Microsoft's
 * troubleshooting pages and its own libraries quote: 7000218, 7000229, 9002326, 53005, 53009, 5300xx,
 * 500014, 500112, 500121, 500200, 500207, 500341, 5000811, 650051, 70044, 700003).
 * Numbers may change: whatever is not here stays `auth/failed` with its number.
 */
const numbers: Partial<Readonly<Record<FailureCode, readonly number[]>>> = {
  // The person said no: nothing is missing that an administrator could give.
  'auth/cancelled': [65004],
  'auth/consent-missing': [65001, 90008, 90093, 90094, 90095, 90099, 9002341],
  'auth/unknown-scope': [28002, 28003, 70011, 650053, 700022, 700023],
  'auth/app-not-found': [65002, 700011, 700016, 7000229],
  'auth/app-not-set-up': [650051],
  'auth/app-disabled': [70001, 500014, 1000031, 7000112],
  'auth/app-not-assigned': [50105],
  'auth/app-redirect': [50011, 70004, 500112, 500113, 900971],
  'auth/app-platform': [70002, 700025, 7000215, 7000218, 7000222, 9002326],
  'auth/app-single-tenant': [50194, 90124, 90130],
  'auth/app-permissions': [50001, 65005, 500011, 650052, 650054, 650056, 650057],
  'auth/device-not-allowed': [
    50005, 50097, 50127, 50129, 50155, 50187, 53000, 53001, 53002, 53005, 53009, 130007, 130008,
    135011, 530001, 530002, 530003, 530004, 530021, 530033, 700003,
  ],
  'auth/blocked-by-policy': [50131, 50177, 50178, 53003, 53010, 530031, 530032, 530035, 530084],
  'auth/risk-blocked': [53011, 530034],
  'auth/tenant-restricted': [50002, 500021, 500022, 500212, 500213],
  'auth/tenant-not-found': [50059, 50128, 90002, 90019],
  'auth/other-cloud': [90038, 90043, 90051, 900382, 900432, 1000104],
  'auth/account-not-in-tenant': [16000, 16003, 50014, 50020, 50034, 51004, 90072, 90125, 500341],
  'auth/account-kind': [90027, 90084, 90126, 500200, 500207, 500208, 9002332],
  'auth/account-stopped': [50053, 50055, 50056, 50057, 50064, 50126, 50135, 50144],
  'auth/mfa-not-done': [
    50072, 50074, 50076, 50078, 50079, 50125, 50158, 50161, 50170, 53004, 500121,
  ],
  // Of an account that signs in by certificate, or by Windows Hello, and by nothing else here.
  'auth/certificate-refused': [50017, 50192],
  'auth/hello-key-refused': [130004, 130005, 130006],
  'auth/signed-out': [
    50058, 50085, 50089, 50132, 50133, 50140, 50143, 50173, 51006, 54005, 70000, 70008, 70043,
    70044, 160021, 530036, 700005, 700020, 700082, 700084,
  ],
  'auth/home-sign-in': [
    20001, 20012, 20033, 40008, 40009, 40010, 40015, 50006, 50008, 50107, 50180, 80001, 80002,
    80005, 80007, 80010, 80012, 80013, 80014, 81004, 81005, 81006, 81007, 81009, 81010, 81011,
    81012, 90123, 5000811, 5000819,
  ],
  'auth/service-busy': [
    50033, 50087, 50088, 50166, 50196, 70012, 90006, 90012, 90024, 90033, 90055, 90090, 90091,
  ],
};

const byNumber: ReadonlyMap<string, FailureCode> = new Map(
  Object.entries(numbers).flatMap(([code, own]) =>
    own.map((number) => [String(number), code as FailureCode] as const),
  ),
);

/** What interrupts a silent renewal is asked for again in the browser: there it is a sign-out. */
const browserSettles: ReadonlySet<FailureCode> = new Set(['auth/mfa-not-done']);

/** The failure for `AADSTS50011` and its like; undefined for a number that is not known here. */
export function failureOfNumber(aadsts: string, isSilent: boolean): FailureCode | undefined {
  const code = byNumber.get(aadsts.replace(/^AADSTS/, ''));
  return isSilent && code !== undefined && browserSettles.has(code) ? 'auth/signed-out' : code;
}

/**
 * What an error page of the sign-in service says, as somebody pasted it: many refusals end in the
 * browser and never reach the app. Undefined: no `AADSTS` number in it.
 */
export function failureInText(text: string): Failure | undefined {
  const code = /AADSTS\d{4,7}/i.exec(text)?.[0].toUpperCase();
  if (code === undefined) return undefined;
  const trace = /trace id:?\s*([0-9a-f-]{36})/i.exec(text)?.[1] ?? '–';
  return failure(failureOfNumber(code, false) ?? 'auth/failed', { code, trace });
}
