/**
 * What the sign-in service may say to an administrator, with the name Microsoft's page of error codes
 * ("Microsoft Entra authentication and authorization error codes") gives it; where the page has no
 * name, or not the number, the words of its text. Left out is what only a developer, an app with a
 * secret, SAML, a device code, a sign-out or a page for changing a password can meet.
 */
const published = `
16000 InteractionRequired: account does not exist in tenant
16003 SsoUserAccountNotFoundInResourceTenant
160021 AppSessionSelectionInvalidSessionNotExist
20001 WsFedSignInResponseError
28002 value of scope is not valid
40008 OAuth2IdPUnretryableServerError
50001 InvalidResource
50002 NotAllowedTenant
500011 InvalidResourceServicePrincipalNotFound
500200 Personal Microsoft accounts are not supported
500207 The account type can't be used for the resource
500208 not a valid login domain for the account type
500014 The service principal for resource is disabled
500021 Access to tenant is denied: tenant restriction
50005 DevicePolicyError
50011 InvalidReplyTo
500112 The reply address does not match the reply address
500113 No reply address is registered
50014 GuestUserInPendingState: does not exist in directory
50017 CertificateValidationFailed
50020 UserUnauthorized: account does not exist in tenant
500212 NotAllowedByOutboundPolicyTenant
500213 NotAllowedByInboundPolicyTenant
500121 Authentication failed during strong authentication request
50033 RetryableError
50034 UserAccountNotFound
500341 The user account has been deleted from the directory
50053 IdsLocked
50055 InvalidPasswordExpiredPassword
50056 Invalid or null password
50057 UserDisabled
50058 UserInformationNotProvided: session not sufficient
50059 MissingTenantRealmAndNoUserInformationProvided
50064 CredentialAuthenticationError: username or password
50072 UserStrongAuthEnrollmentRequiredInterrupt
50074 UserStrongAuthClientAuthNRequiredInterrupt
50076 UserStrongAuthClientAuthNRequired
50078 UserStrongAuthExpired
50079 UserStrongAuthEnrollmentRequired
50087 SasRetryableError
50097 DeviceAuthenticationRequired
50105 EntitlementGrantsNotFound
50126 InvalidUserNameOrPassword
50127 BrokerAppNotInstalled
50129 DeviceIsNotWorkplaceJoined
50131 ConditionalAccessFailed
50143 Session mismatch
50144 InvalidPasswordExpiredOnPremPassword
50155 DeviceAuthenticationFailed
50158 ExternalSecurityChallenge
50161 InvalidExternalSecurityChallengeConfiguration
50170 MissingExternalClaimsProviderMapping: external controls
50173 FreshTokenNeeded
50177 ExternalChallengeNotSupportedForPassthroughUsers
50178 SessionControlNotSupportedForPassthroughUsers
50180 WindowsIntegratedAuthMissing
50187 DeviceInformationNotProvided
50192 RawCredentialExpectedNotFound: no certificate is sent
50194 not configured as a multitenant application
51004 UserAccountNotInDirectory
51006 ForceReauthDueToInsufficientAuth
53000 DeviceNotCompliant
53001 DeviceNotDomainJoined
53002 ApplicationUsedIsNotAnApprovedApp
53003 BlockedByConditionalAccess
53004 ProofUpBlockedDueToRisk: complete multifactor registration
53005 Application needs to enforce Intune protection policies (protection_policy_required)
53009 Application needs to enforce Intune protection policies
53010 ProofUpBlockedDueToSecurityInfoAcr: from specific locations
53011 User blocked due to risk on home tenant
530001 Your browser is not supported to enforce conditional access
530002 Your device is required to be compliant
530003 Your device is required to be managed
530004 AcceptCompliantDevice setting is not configured
530021 Application does not meet the approved app requirements
530031 Access policy does not allow token issuance
530032 BlockedByConditionalAccessOnSecurityPolicy
530033 Remote device flow blocked due to device-based conditional access
530034 DelegatedAdminBlockedDueToSuspiciousActivity: account risk
530035 BlockedBySecurityDefaults
530084 Access has been blocked by Conditional Access token protection policy
530036 The refresh token is invalid due to authentication flow checks
65001 DelegationDoesNotExist: has not consented
65002 reuse of an App ID owned by Microsoft
65004 UserDeclinedConsent
650051 service principal name is already present; organization is in an unmanaged state
650052 needs access to a service that is not enabled
650056 Misconfigured application
650057 Invalid resource
700003 Device object was not found in the tenant
700011 UnauthorizedClientAppNotFoundInOrgIdTenant
700016 UnauthorizedClient_DoesNotMatchRequest: app was not found
7000112 UnauthorizedClientApplicationDisabled
7000229 The client application is missing service principal in the tenant
7000218 must contain client_assertion or client_secret
70008 ExpiredOrRevokedGrant
70011 InvalidScope
70043 BadTokenDueToSignInFrequency
70044 The session has expired or is invalid due to sign-in frequency checks
700082 ExpiredOrRevokedGrantInactiveToken
80001 OnPremiseStoreIsNotAvailable
81012 DesktopSsoMismatchBetweenTokenUpnAndChosenUpn
81007 DesktopSsoTenantIsNotOptIn
90002 InvalidTenantName
90008 TokenForItselfRequiresGraphPermission: has not consented
5000811 Unable to verify token signature: signing key identifier
5000819 InvalidSamlTokenEmailMissingOrInvalid
90091 GraphServiceUnreachable
90033 MsodsServiceUnavailable
90038 NationalCloudTenantRedirection
90055 TenantThrottlingError
90072 PassThroughUserMfaError: account does not exist on the tenant
90093 GraphUserUnauthorized: permissions you are not authorized to grant
90094 AdminConsentRequired
90095 AdminConsentRequiredRequestAccess
90099 has not been authorized in the tenant: pre-consent
90123 IdentityProviderAccessDenied
130004 NgcKeyNotFound
130005 NgcInvalidSignature
130006 NgcTransportKeyNotFound
130007 NgcDeviceIsDisabled
130008 NgcDeviceIsNotFound
135011 Device used during the authentication is disabled
1000031 Application cannot be accessed at this time: disabled
`;

export interface PublishedCode {
  readonly number: number;
  readonly name: string;
}

export const publishedCodes: readonly PublishedCode[] = published
  .trim()
  .split('\n')
  .map((line) => ({
    number: Number(line.slice(0, line.indexOf(' '))),
    name: line.slice(line.indexOf(' ') + 1),
  }));
