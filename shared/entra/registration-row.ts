import { RowView, type Column } from './row-view';
import type { UserRegistrationDetails } from './user-registration-details';

type Row = UserRegistrationDetails;

/** What lies in columns, in the order in which `decodeRegistration` gives it. */
export const registrationFields = [
  'id',
  'userPrincipalName',
  'methodsRegistered',
  'userPreferredMethodForSecondaryAuthentication',
  'isSsprEnabled',
  'isMfaCapable',
  'lastUpdatedDateTime',
] as const;

export type RegistrationColumns = {
  readonly [Field in (typeof registrationFields)[number]]: Column<Row[Field]>;
};

/** A row of the registration report that lies in columns. */
export class RegistrationRow extends RowView<RegistrationColumns> {
  get id(): Row['id'] {
    return this.columns.id.at(this.place);
  }
  get userPrincipalName(): Row['userPrincipalName'] {
    return this.columns.userPrincipalName.at(this.place);
  }
  get methodsRegistered(): Row['methodsRegistered'] {
    return this.columns.methodsRegistered.at(this.place);
  }
  get userPreferredMethodForSecondaryAuthentication(): string | null {
    return this.columns.userPreferredMethodForSecondaryAuthentication.at(this.place);
  }
  get isSsprEnabled(): Row['isSsprEnabled'] {
    return this.columns.isSsprEnabled.at(this.place);
  }
  get isMfaCapable(): Row['isMfaCapable'] {
    return this.columns.isMfaCapable.at(this.place);
  }
  get lastUpdatedDateTime(): Row['lastUpdatedDateTime'] {
    return this.columns.lastUpdatedDateTime.at(this.place);
  }
}
