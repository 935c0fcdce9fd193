import { survivingMethods } from '../assess/allowed-methods';
import { cloudNames, clouds, type CloudName } from '../entra/cloud';
import { formatBytes, formatCount, type Language } from '../i18n/format';
import { m } from '../paraglide/messages.js';
import { graphEnvironments, quoted } from './powershell';
import { collectorFunctions } from './collector-functions';

/** Lists of the script, in its order. */
export interface CollectorInput {
  /** The one it asks without `-Cloud`. */
  readonly cloud: CloudName;
  readonly language: Language;
  /** Delegated permissions, all of them to read. */
  readonly scopes: readonly string[];
  /** Every read by name: version and path with query; `{since}`, `{id}`, `{domain}` are filled in. */
  readonly reads: readonly (readonly [string, string])[];
  /** Reads whose answers may name groups. */
  readonly namesGroups: readonly string[];
  /** The calls, in order, each a line of PowerShell. */
  readonly calls: readonly string[];
  /** Of a capture file that is taken back: UTF-8 bytes, and answers. */
  readonly limits: { readonly maxBytes: number; readonly maxEntries: number };
}

/**
 * PowerShell that reads a tenant into a capture file (`causeway-capture/1`) for somebody who may not
 * let an app in: it signs in through Microsoft Graph PowerShell, sends GET alone and keeps no token.
 * Starts with a byte order mark, as the runbook does.
 */
export function collectorScript(input: CollectorInput): string {
  const { cloud, language, limits } = input;
  const options = { locale: language };
  const lines = [
    '# causeway-collector/1',
    '#Requires -Version 7.3',
    '#Requires -Modules Microsoft.Graph.Authentication',
    `# ${m.collector_title({}, options)}`,
    `# ${m.collector_reads_only({}, options)}`,
    `# ${m.collector_usage({ clouds: cloudNames.join(', ') }, options)}`,
    `# ${m.collector_names({}, options)}`,
    `param([string]$Out = 'causeway-capture.json', [string]$TenantId = '', [string[]]$Groups = @(), [string[]]$Accounts = @(), [string[]]$MoreScopes = @(), [switch]$Attributes, [ValidateSet(${cloudNames.map(quoted).join(', ')})][string]$Cloud = ${quoted(cloud)})`,
    // The set ignores case, the file does not.
    '$Cloud = $Cloud.ToLowerInvariant()',
    '',
    `$graph = ${tableOf((one) => clouds[one].graphOrigin)}[$Cloud]`,
    `$environment = ${tableOf((one) => graphEnvironments[one])}[$Cloud]`,
    `$titleWord = ${quoted(m.collector_title({}, options))}`,
    `$readWord = ${quoted(m.collector_read({}, options))}`,
    `$unreadWord = ${quoted(m.collector_unread({}, options))}`,
    `$signedOutWord = ${quoted(m.collector_signed_out({}, options))}`,
    `$otherHostWord = ${quoted(m.collector_other_host({}, options))}`,
    `$writtenWord = ${quoted(m.collector_written({}, options))}`,
    `$tooLongWord = ${quoted(tooLong(limits, language))}`,
    `$existsWord = ${quoted(m.collector_exists({}, options))}`,
    `$surviving = ${listOf([...survivingMethods])}`,
    `$namesGroups = ${listOf(input.namesGroups)}`,
    `$scopes = ${listOf(input.scopes)} + $MoreScopes`,
    '$reads = @{',
    ...input.reads.map(([name, url]) => `  ${quoted(name)} = ${quoted(url)}`),
    '}',
    '',
    collectorFunctions,
    '',
    'if (Test-Path -LiteralPath $Out) { throw "$existsWord $Out" }',
    '$connect = @{ Environment = $environment; Scopes = $scopes; ContextScope = "Process"; NoWelcome = $true }',
    "if ($TenantId -ne '') { $connect.TenantId = $TenantId }",
    'Connect-MgGraph @connect',
    // .NET has a current folder of its own.
    '$part = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath("$Out.part")',
    '$writer = [System.IO.StreamWriter]::new($part, $false, [System.Text.UTF8Encoding]::new($false))',
    'try {',
    "  $at = $began.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $invariant)",
    `  $writer.Write('{"schema":"causeway-capture/1","capturedAt":"' + $at + '","cloud":"' + $Cloud + '","tenantId":"' + (Get-MgContext).TenantId + '","responses":[')`,
    ...input.calls.map((call) => `  ${call}`),
    "  $writer.Write([char]10 + ']}' + [char]10)",
    '} finally {',
    '  $writer.Dispose()',
    '  [void](Disconnect-MgGraph)',
    '}',
    'Move-Item -LiteralPath $part -Destination $Out',
    'Write-Host "$writtenWord $Out"',
    `if ((Get-Item -LiteralPath $Out).Length -gt ${limits.maxBytes} -or $script:count -gt ${limits.maxEntries}) { Write-Warning "$tooLongWord $Out" }`,
    '',
  ];
  return `\ufeff${lines.join('\n').replaceAll('\n', '\r\n')}`;
}

function tooLong(limits: CollectorInput['limits'], language: Language): string {
  const size = formatBytes(limits.maxBytes, language);
  const count = formatCount(limits.maxEntries, language);
  return m.collector_too_long({ size, count }, { locale: language });
}

function listOf(items: readonly string[]): string {
  return `@(${items.map(quoted).join(', ')})`;
}

function tableOf(value: (cloud: CloudName) => string): string {
  return `@{ ${cloudNames.map((cloud) => `${cloud} = ${quoted(value(cloud))}`).join('; ')} }`;
}
