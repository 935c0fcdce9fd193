import { describe, expect, it } from 'vitest';
import { cloudNames, clouds } from '../../../../shared/entra/cloud';
import { consentLink } from '../../../../shared/registration/consent-link';
import { registrationScript } from '../../../../shared/registration/registration-script';

const clientId = '33333333-cccc-4ccc-8ccc-333333333333';

describe('the consent link', () => {
  it.each(cloudNames)('goes to the sign-in service and asks for the Graph of %s', (cloud) => {
    const link = new URL(consentLink({ clientId, cloud, tenant: 'kestrel.example' }));
    expect(link.origin).toBe(clouds[cloud].authorityOrigin);
    expect(link.pathname).toBe('/kestrel.example/v2.0/adminconsent');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: clientId,
      scope: `${clouds[cloud].graphOrigin}/.default`,
      redirect_uri: 'http://localhost',
    });
  });

  it('lets the administrator choose the tenant while none is known', () => {
    const link = new URL(consentLink({ clientId, cloud: 'global', tenant: null }));
    expect(link.pathname).toBe('/organizations/v2.0/adminconsent');
  });

  it('cannot be bent to another address by a tenant name', () => {
    const link = new URL(consentLink({ clientId, cloud: 'global', tenant: '../evil?x=' }));
    expect(link.origin).toBe('https://login.microsoftonline.com');
    expect(link.pathname.endsWith('/v2.0/adminconsent')).toBe(true);
    expect(link.searchParams.get('client_id')).toBe(clientId);
  });
});

describe('the registration script', () => {
  const script = registrationScript({
    cloud: 'china',
    isForManyTenants: true,
    scopes: ['User.Read', 'Policy.Read.All'],
  });

  it('signs in to the cloud chosen and names every permission', () => {
    expect(script).toContain(
      "Connect-MgGraph -Environment China -Scopes 'Application.ReadWrite.All'",
    );
    expect(script).toContain("$names = @('User.Read', 'Policy.Read.All')");
    expect(script).toContain("-SignInAudience 'AzureADMultipleOrgs'");
  });

  it('makes a desktop client with the loopback address, without a secret or a grant', () => {
    expect(script).toContain("-PublicClient @{ RedirectUris = @('http://localhost') }");
    expect(script).toContain('-IsFallbackPublicClient:$false');
    expect(script).not.toMatch(
      /secret|PasswordCredential|Oauth2PermissionGrant|AppRoleAssignment/i,
    );
  });

  it('is for one tenant where that was asked', () => {
    const one = registrationScript({ cloud: 'global', isForManyTenants: false, scopes: [] });
    expect(one).toContain("-SignInAudience 'AzureADMyOrg'");
    expect(one).toContain('-Environment Global');
  });
});
