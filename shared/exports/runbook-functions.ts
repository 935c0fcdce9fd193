/**
 * What the steps of a runbook call. Windows PowerShell 5.1 and PowerShell 7. Without `-Apply`
 * nothing is sent: the requests are printed. Answers are asked for in the step itself.
 */
export const runbookFunctions = String.raw`
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$script:started = $From -eq ''
$script:named = @{}

function Test-Step([string]$Id, [string]$Title, [string]$Why) {
  if ($Id -eq $From) { $script:started = $true }
  if (-not $script:started) { return $false }
  Write-Host ''
  Write-Host "$Id  $Title" -ForegroundColor Cyan
  Write-Host "     $Why"
  return $true
}

function Confirm-Step([string]$Id) {
  if (-not $Apply) { return }
  if ((Read-Host "     $Id : $askWord") -ne 'yes') { throw "$Id : $stoppedWord -From $Id" }
}

function Expand-Reference([string]$Text) {
  foreach ($key in @($Created.Keys)) { $Text = $Text.Replace("{created by $key}", $Created[$key]) }
  foreach ($key in @($script:named.Keys)) {
    $ids = ($script:named[$key] | ForEach-Object { '"' + $_ + '"' }) -join ','
    $Text = $Text.Replace('"{named in ' + $key + '}"', $ids)
  }
  if ($Apply -and $Text -match '\{(created by|named in) s\d+\}') { throw "$missingWord $($Matches[0])" }
  return $Text
}

function Send-Request([string]$Id, [string]$Method, [string]$Path, [string]$Body) {
  $uri = $graph + (Expand-Reference $Path)
  $json = Expand-Reference $Body
  if (-not $Apply) {
    Write-Host "     $Method $uri"
    if ($json -ne '') { Write-Host "     $json" }
    return
  }
  $request = @{ Method = $Method; Uri = $uri; OutputType = 'PSObject' }
  if ($json -ne '') { $request.Body = $json; $request.ContentType = 'application/json' }
  $answer = Invoke-MgGraphRequest @request
  if ($Method -eq 'POST' -and $answer -and $answer.PSObject.Properties['id']) {
    $Created[$Id] = $answer.id
    Write-Host "     $Id = $($answer.id)"
  }
}

function Send-Each([string]$Id, [string]$Method, [string]$Path, [string]$Body, [string[]]$UserIds) {
  foreach ($userId in $UserIds) {
    Send-Request $Id $Method $Path.Replace('{userId}', $userId) $Body.Replace('{userId}', $userId)
  }
}

function Read-Named([string]$Id) {
  if ($Apply) {
    $script:named[$Id] = @((Read-Host "     $Id : $idsWord") -split '[\s,;]+' | Where-Object { $_ -match '^[0-9a-fA-F-]{36}$' })
  }
}
`.trim();
