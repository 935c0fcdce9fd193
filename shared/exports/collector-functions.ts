/**
 * What the collector's script is made of besides its lists: PowerShell 7.3 with the authentication
 * module of Microsoft Graph PowerShell. The one request it knows is GET. Answers are written as they
 * came, each as soon as it is there, and not held. Held for each person are some short facts (id, name,
 * MFA state, whether methods were told), and for each group its id and name.
 */
export const collectorFunctions = String.raw`
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$invariant = [cultureinfo]::InvariantCulture
$began = [DateTime]::UtcNow
$guid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
# Newer names instead of unknownFutureValue.
$headers = @{ Prefer = 'include-unknown-enum-members' }
$script:count = 0
$script:current = ''
$script:offersSms = $false
$script:hasReportOnly = $false
$script:isPromptOff = $false
$script:isContradicted = $false
$done = [System.Collections.Generic.HashSet[string]]::new()
$people = [System.Collections.Generic.List[object]]::new()
$states = @{}
$told = [System.Collections.Generic.HashSet[string]]::new()
$holders = @{}
$federated = [System.Collections.Generic.List[string]]::new()
$roleIds = [System.Collections.Generic.List[string]]::new()
$groupNames = @{}
$mentioned = [System.Collections.Generic.HashSet[string]]::new()
$nested = [System.Collections.Generic.List[string]]::new()
$sampled = [System.Collections.Generic.HashSet[string]]::new()

function Send-Get([string]$Path) {
  for ($try = 1; ; $try++) {
    # A network that fails counts as 503: tried again, and in the end left out like it.
    $status = 503
    $body = ''
    $after = $null
    try {
      $answer = Invoke-MgGraphRequest -Method GET -Uri ($graph + $Path) -Headers $headers -OutputType HttpResponseMessage -SkipHttpErrorCheck
      $body = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
      $after = $answer.Headers.RetryAfter
      $status = [int]$answer.StatusCode
    } catch { Write-Warning "$Path $($_.Exception.Message)" }
    if ($status -notin 429, 503, 504 -or $try -ge 10) {
      return [pscustomobject]@{ Status = $status; Body = $body }
    }
    $seconds = if ($null -ne $after -and $null -ne $after.Delta) { $after.Delta.TotalSeconds } else { [math]::Min(60, [math]::Pow(2, $try)) }
    Start-Sleep -Seconds ([int][math]::Ceiling([math]::Max(1, $seconds)))
  }
}

# What says nothing about the tenant is left out: unread, not absent.
function Save-Answer([string]$Path, $Answer) {
  if ($Answer.Status -eq 401) { throw $signedOutWord }
  if ($Answer.Status -eq 429 -or $Answer.Status -ge 500) { return $null }
  try { $parsed = ConvertFrom-Json -InputObject $Answer.Body -AsHashtable } catch { return $null }
  if ($parsed -isnot [System.Collections.IDictionary]) { return $null }
  $url = ConvertTo-Json -InputObject $Path -Compress
  $comma = if ($script:count -gt 0) { ',' } else { '' }
  $writer.Write($comma + [char]10 + '{"method":"GET","url":' + $url + ',"status":' + $Answer.Status + ',"body":' + $Answer.Body.Trim() + '}')
  $script:count++
  return $parsed
}

# A link to any other host is not followed: what lies behind it stays unread.
function Get-NextPath($Page) {
  $link = $Page['@odata.nextLink']
  if ($null -eq $link) { return $null }
  if (-not ([string]$link).StartsWith($graph + '/', [StringComparison]::Ordinal)) {
    Write-Warning "$otherHostWord $link"
    return $null
  }
  return ([string]$link).Substring($graph.Length)
}

function Read-Pages([string]$Name, [string]$First, [int]$Most = 5000) {
  $path = $First
  for ($page = 1; $null -ne $path -and $page -le $Most; $page++) {
    $answer = Send-Get $path
    $parsed = Save-Answer $path $answer
    if ($null -eq $parsed -or $answer.Status -ge 300) { return $false }
    Add-Facts $Name $parsed $answer.Body
    Write-Progress -Activity $titleWord -Status "$Name $page"
    $path = Get-NextPath $parsed
  }
  return $true
}

function Read-List([string]$Name, [int]$Days = 0, [int]$Most = 5000) {
  $since = $began.AddDays(-$Days).ToString('yyyy-MM-ddTHH:mm:ssZ', $invariant)
  $isRead = Read-Pages $Name $reads[$Name].Replace('{since}', [uri]::EscapeDataString($since)) $Most
  if ($isRead) { [void]$done.Add($Name) }
  Write-Host "$Name $(if ($isRead) { $readWord } else { $unreadWord })"
}

function Read-Each([string]$Name, $Values) {
  $all = @($Values | Where-Object { $_ })
  $read = 0
  foreach ($value in $all) {
    $script:current = $value
    $part = [uri]::EscapeDataString($value)
    if (Read-Pages $Name ($reads[$Name].Replace('{id}', $part).Replace('{domain}', $part))) { $read++ }
  }
  if ($all.Count -gt 0) { Write-Host "$Name $read / $($all.Count)" }
}

function Add-Facts([string]$Name, $Page, [string]$Body) {
  $rows = @(if ($Page['value'] -is [array]) { $Page['value'] })
  if ($Name -in 'users', 'usersPlain') {
    foreach ($row in $rows) {
      $upn = [string]$row['userPrincipalName']
      $isGuest = $row['userType'] -eq 'Guest' -or $row['creationType'] -eq 'Invitation' -or $upn -like '*#EXT#*'
      $people.Add([pscustomobject]@{ Id = [string]$row['id']; Upn = $upn; IsEnabled = $row['accountEnabled'] -ne $false; IsGuest = $isGuest; State = [string]$row['perUserMfaState'] })
      $states[[string]$row['id']] = [string]$row['perUserMfaState']
    }
  }
  if ($Name -eq 'registration') {
    foreach ($row in $rows) {
      if ($null -eq $row['methodsRegistered']) { continue }
      [void]$told.Add([string]$row['id'])
      if ($row['methodsRegistered'] -contains 'mobilePhone') {
        $holders[[string]$row['id']] = @($row['methodsRegistered'] | Where-Object { $_ -in $surviving }).Count -gt 0
      }
    }
  }
  if ($Name -eq 'domains') {
    foreach ($row in $rows) { if ($row['authenticationType'] -ne 'Managed') { $federated.Add([string]$row['id']) } }
  }
  if ($Name -eq 'directoryRoles') { foreach ($row in $rows) { $roleIds.Add([string]$row['id']) } }
  if ($Name -eq 'groups') {
    foreach ($row in $rows) { $groupNames[([string]$row['id']).ToLowerInvariant()] = [string]$row['displayName'] }
  }
  if ($Name -like 'authenticationMethodsPolicy*' -and $Body -match '"isUsableForSignIn"\s*:\s*true') { $script:offersSms = $true }
  if ($Name -eq 'authenticationMethodsPolicy' -and $Page['systemCredentialPreferences'] -and $Page['systemCredentialPreferences']['state'] -eq 'disabled') { $script:isPromptOff = $true }
  if ($Name -eq 'conditionalAccess' -and $Body.Contains('enabledForReportingButNotEnforced')) { $script:hasReportOnly = $true }
  if ($Name -eq 'transitiveMembers' -and $Body -match '"#microsoft\.graph\.(?!user")' -and -not $nested.Contains($script:current)) { $nested.Add($script:current) }
  if ($Name -eq 'requirements' -and $Page['perUserMfaState'] -ne $states[$script:current]) { $script:isContradicted = $true }
  if ($Name -in $namesGroups) {
    foreach ($match in [regex]::Matches($Body, $guid)) { [void]$mentioned.Add($match.Value.ToLowerInvariant()) }
  }
}

# Groups that a policy or a role names, and those of -Groups, by id or by name.
function Get-Groups {
  $found = @($mentioned | Where-Object { $groupNames.Count -eq 0 -or $groupNames.ContainsKey($_) })
  $given = @($Groups | Where-Object { $_ } | ForEach-Object { $_.ToLowerInvariant() })
  $found += @($groupNames.Keys | Where-Object { $_ -in $given -or $groupNames[$_].ToLowerInvariant() -in $given })
  return @($found | Sort-Object -Unique)
}

function Select-Spread($List, [int]$Count) {
  for ($at = 0; $at -lt $Count; $at++) { $List[[int][math]::Floor($at * $List.Count / $Count)] }
}

# A sample checks the bulk field; one account without it, and everybody is asked.
function Get-Sample {
  $members = @($people | Where-Object { -not $_.IsGuest })
  $unknown = @($members | Where-Object { $_.State -notin 'disabled', 'enabled', 'enforced' })
  if ($unknown.Count -gt 0) { $script:isContradicted = $true; return @() }
  $size = [int][math]::Min($members.Count, [math]::Max(20, [math]::Min(200, [math]::Ceiling($members.Count / 2000) * 20)))
  $withState = @($members | Where-Object { $_.State -ne 'disabled' })
  $chosen = @(Select-Spread $withState ([int][math]::Min($withState.Count, [math]::Ceiling($size / 2))))
  foreach ($one in $chosen) { [void]$sampled.Add($one.Id) }
  $others = @($members | Where-Object { -not $sampled.Contains($_.Id) })
  $chosen += @(Select-Spread $others ([int][math]::Min($others.Count, $size - $chosen.Count)))
  foreach ($one in $chosen) { [void]$sampled.Add($one.Id) }
  return @($chosen | ForEach-Object { $_.Id })
}

function Get-Unsampled {
  if (-not $script:isContradicted) { return @() }
  return @($people | Where-Object { -not $_.IsGuest -and -not $sampled.Contains($_.Id) } | ForEach-Object { $_.Id })
}

function Get-Untold {
  return @($people | Where-Object { $_.IsEnabled -and -not $told.Contains($_.Id) } | ForEach-Object { $_.Id })
}

# Holders of a mobile phone, those without another method first.
function Get-PhoneHolders([int]$Most) {
  if (-not $script:offersSms) { return @() }
  $asked = @($people | Where-Object { $_.IsEnabled -and $holders.ContainsKey($_.Id) })
  return @($asked | Sort-Object @({ $holders[$_.Id] }, 'Id') | Select-Object -First $Most | ForEach-Object { $_.Id })
}

function Get-Named {
  return @($people | Where-Object { $_.Id -in $Accounts -or $_.Upn -in $Accounts } | ForEach-Object { $_.Id })
}
`.trim();
