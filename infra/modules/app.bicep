// One function app with its plan, its identity, and roles on just what it needs.
import { App, SecretReference, Sku, Texts } from '../types.bicep'

@description('The app\'s entry of apps.json.')
param app App
@description('Its secrets as { key: setting, value: name in the vault }, those that are in use.')
param vaultReferences SecretReference[]
param name string
param location string
param tags Texts
param stage string
param planSku Sku
param storageName string
param storageSuffix string
param vaultName string
param insightsName string
param workspaceId string
param settings Texts
@description('The subnet of outgoing traffic; empty for none.')
param subnetId string

var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  queueSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
}
var tableSuffixes = [ 'Aggregates', 'Pending', 'Series', 'Reservations', 'Lists', 'Counters', 'Copies' ]
// Shared with the other apps: the host's locks and keys, and message bodies too long for a queue.
var ownContainers = [ '${app.name}-documents', '${app.name}-package', 'message-bodies' ]
var hostContainers = [ 'azure-webjobs-hosts', 'azure-webjobs-secrets' ]
var readQueues = concat(app.reads, map(app.reads, item => '${item}-poison'))
var sentQueues = filter(app.sendsTo, item => !contains(app.reads, item))
var storageHost = '${storageName}.{0}.${storageSuffix}'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName

  resource tableService 'tableServices' existing = {
    name: 'default'
  }

  resource queueService 'queueServices' existing = {
    name: 'default'
  }

  resource blobService 'blobServices' existing = {
    name: 'default'
  }
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' existing = [for suffix in tableSuffixes: {
  parent: account::tableService
  name: '${app.name}${suffix}'
}]

resource readQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' existing = [for item in readQueues: {
  parent: account::queueService
  name: item
}]

resource sentQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' existing = [for item in sentQueues: {
  parent: account::queueService
  name: item
}]

resource ownContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = [for item in ownContainers: {
  parent: account::blobService
  name: item
}]

resource hostContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = [for item in hostContainers: {
  parent: account::blobService
  name: item
}]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}'
  location: location
  tags: tags
}

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (suffix, i) in tableSuffixes: {
  scope: table[i]
  name: guid(table[i].id, identity.id, roles.tableContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableContributor)
  }
}]

resource readQueueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in readQueues: {
  scope: readQueue[i]
  name: guid(readQueue[i].id, identity.id, roles.queueContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueContributor)
  }
}]

resource sentQueueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in sentQueues: {
  scope: sentQueue[i]
  name: guid(sentQueue[i].id, identity.id, roles.queueSender)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueSender)
  }
}]

resource ownContainerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in ownContainers: {
  scope: ownContainer[i]
  name: guid(ownContainer[i].id, identity.id, roles.blobContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}]

resource hostContainerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in hostContainers: {
  scope: hostContainer[i]
  name: guid(hostContainer[i].id, identity.id, roles.blobOwner)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
  }
}]

resource metricsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, roles.metricsPublisher)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = [for item in vaultReferences: {
  parent: vault
  name: item.value
}]

resource secretRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in vaultReferences: {
  scope: secret[i]
  name: guid(secret[i].id, identity.id, roles.secretsUser)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: planSku
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, {
    'azd-service-name': app.name
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${format(storageHost, 'blob')}/${app.name}-package'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 512
        maximumInstanceCount: stage == 'production' ? 100 : 40
        alwaysReady: stage == 'production' ? [
          {
            name: 'http'
            instanceCount: 1
          }
        ] : []
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union({
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      AzureWebJobsStorage__blobServiceUri: 'https://${format(storageHost, 'blob')}'
      AzureWebJobsStorage__queueServiceUri: 'https://${format(storageHost, 'queue')}'
      AzureWebJobsStorage__tableServiceUri: 'https://${format(storageHost, 'table')}'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      // The host signs in to it with the first of these, the app with the second.
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      AZURE_CLIENT_ID: identity.properties.clientId
      // The alerts count calls: none is left out by sampling.
      OTEL_TRACES_SAMPLER: 'microsoft.fixed_percentage'
      OTEL_TRACES_SAMPLER_ARG: '1'
    }, settings, toObject(vaultReferences, item => item.key, item => '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${item.value}/)'))
  }

  // Publishing with a user name and a password is off: deployments sign in.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
  dependsOn: [
    ownContainerRole
    hostContainerRole
  ]
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: site
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output address string = 'https://${site.properties.defaultHostName}'
output principalId string = identity.properties.principalId
