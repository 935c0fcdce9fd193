import type { Failure } from '../../shared/diagnostic';
import { clouds } from '../../shared/entra/cloud';
import type { RegistrationView } from '../../shared/ipc/registration-contract';
import { ok, type Result } from '../../shared/result';
import { nothingChecked } from '../auth/registration-progress';
import { readScopes } from '../../shared/registration/graph-scopes';
import type { DeskRequest, SignInDesk } from './sign-in-desk';

/** What is being checked: a registration as it was typed in. */
export type CheckedRegistration = NonNullable<RegistrationView['about']>;

/** The one check of an app registration that may run, and the last one's outcome. */
export class RegistrationDesk {
  #view = nothingChecked(readScopes);

  constructor(
    private readonly desk: Pick<SignInDesk, 'check' | 'cancel'>,
    private readonly changed: (view: RegistrationView) => void,
  ) {}

  get view(): RegistrationView {
    return this.#view;
  }

  /** Starts a check and returns at once; one that runs goes on. */
  start(about: CheckedRegistration): Result<RegistrationView, Failure> {
    if (this.#view.state === 'running') return ok(this.#view);
    const { clientId, writeClientId, cloud, tenant } = about;
    const { authorityOrigin, graphOrigin } = clouds[cloud];
    const request: DeskRequest = {
      authority: `${authorityOrigin}/${tenant === '' ? 'organizations' : tenant}`,
      ...{ clientId, graphOrigin },
      // One that does both is looked at once, for reading.
      ...(writeClientId === null || writeClientId === clientId ? {} : { writeClientId }),
    };
    const begun = this.desk.check(request, (view) => this.#set({ ...view, about }));
    if (!begun.ok) return begun;
    this.#set({ ...nothingChecked(readScopes), state: 'running', about });
    return ok(this.#view);
  }

  cancel(): RegistrationView {
    if (this.#view.state === 'running') this.desk.cancel();
    return this.#view;
  }

  #set(view: RegistrationView): void {
    this.#view = view;
    this.changed(view);
  }
}
