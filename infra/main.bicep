// The whole of TechTransfer in one resource group: one Flex Consumption app and plan for each folder of functions/, one storage account with each app's own
// tables, queues and containers, Key Vault, telemetry, alerts. What the apps need stands in apps.json, which the tests hold against the code.
targetScope = 'subscription'

import { Sku } from 'types.bicep'

@description('Name of this deployment: part of every resource\'s name.')
@minLength(3)
@maxLength(20)
param environmentName string

@description('Region of everything but the backup.')
param location string

@description('Region of the backup: another one than location, under the same law (personal data).')
param backupLocation string

@description('Resource group of the backup: the lost deployment\'s when a system is deployed anew to be restored.')
param backupGroup string = 'rg-${environmentName}-backup'

@description('Account of the backup: the lost deployment\'s when a system is deployed anew to be restored; empty for one that is named after this deployment.')
param backupAccount string = ''

@description('True once the immutability policies are locked: a deployment may not touch them any more.')
param policiesLocked bool = false

@description('Days for which what a backup was before can still be had.')
param backupKeptDays int = 35

@description('How much protection and capacity: development, test or production.')
@allowed([ 'dev', 'test', 'production' ])
param stage string = 'dev'

@description('The plan\'s SKU. Where Flex Consumption is not offered, another that runs Linux.')
param planSku Sku = {
  name: 'FC1'
  tier: 'FlexConsumption'
}

@description('Suffix of storage addresses: core.windows.net, or core.chinacloudapi.cn in Azure China.')
param storageSuffix string = environment().suffixes.storage

@description('The OpenID provider, as in https://login.microsoftonline.com/<tenant>/v2.0.')
param signInAuthority string

@description('What tokens must be meant for: the client id of the API\'s registration in Entra ID, whose tokens are of version 2.')
param signInAudience string

@description('The claim that holds the credit code of the organisation that a caller acts for; an app role org:CODE says the same.')
param organisationClaim string = 'org'

@description('The address that QR codes on certificates point at, without /api.')
param publicBaseUrl string

@description('The address of the portal, without /portal; empty for the one that Azure gives it.')
param portalBaseUrl string = ''

@description('Suffix of the apps\' own addresses: azurewebsites.net, or chinacloudsites.cn in Azure China.')
param siteSuffix string = 'azurewebsites.net'

@description('The portal\'s own registration in Entra ID: its client id.')
param portalClientId string

@description('What certificate numbers begin with.')
param certificateNumberPrefix string = 'CQGX'

@description('Print papers in English too.')
param paperEnglish bool = false

@description('Where signatures are time-stamped (RFC 3161); empty for nowhere.')
param timestampAuthority string = ''

@description('Refuse to issue a paper that could not be time-stamped.')
param timestampRequired bool = true

@description('How many failed verifications of one number an address has in ten minutes; of all numbers ten times as many.')
param failedVerifications int = 60

@description('Where notifications are posted to; empty for nowhere.')
param notificationHookUrl string = ''

@description('Who is told of alerts and of the budget.')
param operatorEmail string

@description('What a month may cost before the operator is told, in the subscription\'s currency.')
param monthlyBudget int = 500

@description('First day of the month from which the budget counts.')
param budgetFrom string = utcNow('yyyy-MM-01')

@description('Reach storage and Key Vault through private endpoints alone.')
param privateEndpoints bool = stage == 'production'

@description('False for a first deployment, which makes the vault, so that its secrets can be put in before the apps look for them.')
param withApps bool = true

var apps = loadJsonContent('apps.json')
var deployedApps = withApps ? apps : []
// A reference to a secret that nobody made would be taken for the secret itself.
var unusedSecrets = concat(empty(timestampAuthority) ? [ 'TimestampAnchors' ] : [], empty(notificationHookUrl) ? [ 'NotificationHook__Secret' ] : [])
var token = toLower(uniqueString(subscription().id, environmentName, location))
// Names that are known before anything is deployed: what a deployment would change can be shown only for those.
var storageName = 'tt${token}'
var vaultName = 'kv-${token}'
var networkName = 'vnet-${environmentName}'
var insightsName = 'appi-${environmentName}'
var backupName = empty(backupAccount) ? 'tb${token}' : backupAccount
var tags = {
  'azd-env-name': environmentName
  system: 'TechTransfer'
  stage: stage
}
var settings = {
  PublicBaseUrl: publicBaseUrl
  PortalBaseUrl: empty(portalBaseUrl) ? 'https://func-portal-${token}.${siteSuffix}' : portalBaseUrl
  SignIn__ClientId: portalClientId
  SignIn__Scope: 'openid profile offline_access api://${signInAudience}/.default'
  ContractsAddress: 'https://func-contracts-${token}.${siteSuffix}'
  RewardsAddress: 'https://func-rewards-${token}.${siteSuffix}'
  GrantsAddress: 'https://func-grants-${token}.${siteSuffix}'
  CertificatesAddress: 'https://func-certificates-${token}.${siteSuffix}'
  CertificateNumberPrefix: certificateNumberPrefix
  NotificationHook__Url: notificationHookUrl
  PaperEnglish: string(paperEnglish)
  TimestampAuthority: timestampAuthority
  TimestampRequired: string(timestampRequired)
  FailedVerifications: string(failedVerifications)
  // The front end of Azure adds the caller's address to X-Forwarded-For.
  ForwardingProxies: '1'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

// A group of its own, so that it can be managed while the other region cannot.
resource groupOfBackup 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: backupGroup
  location: backupLocation
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: environmentName
    insightsName: insightsName
    location: location
    tags: tags
    stage: stage
    operatorEmail: operatorEmail
  }
}

module network 'modules/network.bicep' = if (privateEndpoints) {
  scope: group
  params: {
    name: networkName
    location: location
    tags: tags
    apps: map(apps, app => app.name)
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    policiesLocked: policiesLocked
    name: storageName
    location: location
    tags: tags
    stage: stage
    apps: apps
    workspaceId: monitoring.outputs.workspaceId
    publicAccess: !privateEndpoints
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    publicAccess: !privateEndpoints
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateEndpoints) {
  scope: group
  params: {
    location: location
    tags: tags
    networkName: networkName
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    storageName: storageName
    backupId: backup.outputs.id
    vaultName: vaultName
    storageSuffix: storageSuffix
  }
  dependsOn: [
    storage
    vault
  ]
}

module functionApps 'modules/app.bicep' = [for app in deployedApps: {
  scope: group
  params: {
    app: app
    vaultReferences: filter(items(app.secrets), item => !contains(unusedSecrets, item.key))
    name: 'func-${app.name}-${token}'
    location: location
    tags: tags
    stage: stage
    planSku: planSku
    storageName: storageName
    storageSuffix: storageSuffix
    vaultName: vaultName
    insightsName: insightsName
    workspaceId: monitoring.outputs.workspaceId
    settings: union({
      SignIn__Authority: signInAuthority
      SignIn__Audience: signInAudience
      SignIn__OrganisationClaim: organisationClaim
      // An app that holds aggregates signs the heads of their histories beside its backup; the portal holds none.
    }, !contains(app.secrets, 'HeadsKey') ? {} : {
      BackupStorage__blobServiceUri: 'https://${backupName}.blob.${storageSuffix}'
    }, toObject(app.settings, name => name, name => settings[name]))
    subnetId: privateEndpoints ? network!.outputs.subnetIds[app.name] : ''
  }
  dependsOn: [
    storage
    vault
  ]
}]

module backup 'modules/backup.bicep' = {
  scope: groupOfBackup
  params: {
    name: backupName
    location: backupLocation
    tags: tags
    stage: stage
    apps: deployedApps
    // A system that is deployed anew to be restored finds the lost one's roles here: they are told apart by the identities alone, which no name tells.
    #disable-next-line what-if-short-circuiting
    principals: [for (app, i) in deployedApps: functionApps[i].outputs.principalId]
    workspaceId: monitoring.outputs.workspaceId
    publicAccess: !privateEndpoints
    keptDays: backupKeptDays
    policiesLocked: policiesLocked
  }
}

// A development system is looked at by those who work on it.
module alerts 'modules/alerts.bicep' = if (stage != 'dev') {
  scope: group
  params: {
    name: environmentName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    storageName: storageName
    actionGroupId: monitoring.outputs.actionGroupId
    appCount: length(deployedApps)
  }
  dependsOn: [
    storage
  ]
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: {
    name: environmentName
    amount: monthlyBudget
    from: budgetFrom
    operatorEmail: operatorEmail
  }
}

output AZURE_LOCATION string = location
output RESOURCE_GROUP string = group.name
output STORAGE_ACCOUNT string = storageName
output BACKUP_ACCOUNT string = backupName
output BACKUP_GROUP string = groupOfBackup.name
output KEY_VAULT string = vaultName
output APP_ADDRESSES { app: string, address: string }[] = [for (app, i) in deployedApps: {
  app: app.name
  address: functionApps[i].outputs.address
}]
