import { RowView, type Column } from './row-view';
import type { User } from './user';

/** What lies in columns, in the order in which `decodeUser` gives it. */
export const userFields = [
  'id',
  'userPrincipalName',
  'displayName',
  'accountEnabled',
  'userType',
  'creationType',
  'onPremisesSyncEnabled',
  'department',
  'usageLocation',
  'createdDateTime',
  'perUserMfaState',
  'assignedPlans',
  'authorizationInfo',
] as const;

export type UserColumns = {
  readonly [Field in (typeof userFields)[number]]: Column<User[Field]>;
};

/** A user that lies in columns: a tenant has a million of them. */
export class UserRow extends RowView<UserColumns> {
  get id(): User['id'] {
    return this.columns.id.at(this.place);
  }
  get userPrincipalName(): User['userPrincipalName'] {
    return this.columns.userPrincipalName.at(this.place);
  }
  get displayName(): User['displayName'] {
    return this.columns.displayName.at(this.place);
  }
  get accountEnabled(): User['accountEnabled'] {
    return this.columns.accountEnabled.at(this.place);
  }
  get userType(): User['userType'] {
    return this.columns.userType.at(this.place);
  }
  get creationType(): User['creationType'] {
    return this.columns.creationType.at(this.place);
  }
  get onPremisesSyncEnabled(): User['onPremisesSyncEnabled'] {
    return this.columns.onPremisesSyncEnabled.at(this.place);
  }
  get department(): User['department'] {
    return this.columns.department.at(this.place);
  }
  get usageLocation(): User['usageLocation'] {
    return this.columns.usageLocation.at(this.place);
  }
  get createdDateTime(): User['createdDateTime'] {
    return this.columns.createdDateTime.at(this.place);
  }
  get perUserMfaState(): User['perUserMfaState'] {
    return this.columns.perUserMfaState.at(this.place);
  }
  get assignedPlans(): User['assignedPlans'] {
    return this.columns.assignedPlans.at(this.place);
  }
  get authorizationInfo(): User['authorizationInfo'] {
    return this.columns.authorizationInfo.at(this.place);
  }
}
