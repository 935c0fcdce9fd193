import type { CloudName } from '../entra/cloud';
import { graphEnvironments } from '../exports/powershell';

export interface ScriptInput {
  readonly cloud: CloudName;
  /** True: many tenants (`AzureADMultipleOrgs`); false: this tenant only. */
  readonly isForManyTenants: boolean;
  /** Delegated permissions of Microsoft Graph by name. */
  readonly scopes: readonly string[];
}

/**
 * PowerShell that makes the app registration: a public client with the loopback address, without a
 * secret, and with the permissions looked up by name in the tenant's own Microsoft Graph, so that a
 * name this cloud does not have is said before anything is made. It grants nothing.
 */
export function registrationScript({ cloud, isForManyTenants, scopes }: ScriptInput): string {
  const audience = isForManyTenants ? 'AzureADMultipleOrgs' : 'AzureADMyOrg';
  return `${[
    `# Microsoft Graph PowerShell: Install-Module Microsoft.Graph.Applications`,
    `Connect-MgGraph -Environment ${graphEnvironments[cloud]} -Scopes 'Application.ReadWrite.All'`,
    `$names = @(${scopes.map((scope) => `'${scope}'`).join(', ')})`,
    `$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"`,
    `$access = foreach ($name in $names) {`,
    `  $scope = $graph.Oauth2PermissionScopes | Where-Object Value -eq $name`,
    `  if (-not $scope) { throw "Microsoft Graph in this cloud has no delegated permission $name" }`,
    `  @{ Id = $scope.Id; Type = 'Scope' }`,
    `}`,
    `$app = New-MgApplication -DisplayName 'Causeway' -SignInAudience '${audience}' \``,
    `  -PublicClient @{ RedirectUris = @('http://localhost') } -IsFallbackPublicClient:$false \``,
    `  -RequiredResourceAccess @(@{ ResourceAppId = $graph.AppId; ResourceAccess = @($access) })`,
    `New-MgServicePrincipal -AppId $app.AppId | Out-Null`,
    `"Application (client) ID: $($app.AppId)"`,
  ].join('\n')}\n`;
}
