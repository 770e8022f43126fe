// The account that backups go to, in a region of its own: each app writes to its own container and to nothing else.
import { App, Texts } from '../types.bicep'

param name string
param location string
param tags Texts
param stage string
param apps App[]
@description('The identity of each app, in the order of apps.')
param principals string[]
param workspaceId string
param publicAccess bool
@description('True once the immutability policies are locked: a deployment may not touch them any more.')
param policiesLocked bool
@description('How long what a backup was before can still be had: also how long erased persons\' values live on in it, encrypted.')
param keptDays int

var blobContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var containers = map(apps, app => '${app.name}-backup')
var headContainers = map(apps, app => '${app.name}-heads')

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: stage == 'production' ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Cool'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
  }
}

// What is written over or deleted, by mistake or by malice, can be had back for as long as the versions are kept.
resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: keptDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: keptDays
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for item in containers: {
  parent: blobService
  name: item
  properties: {
    publicAccess: 'None'
  }
}]

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in containers: {
  scope: container[i]
  name: guid(container[i].id, principals[i], blobContributor)
  properties: {
    principalId: principals[i]
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
  }
}]

resource headContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for item in headContainers: {
  parent: blobService
  name: item
  properties: {
    publicAccess: 'None'
  }
}]

resource headRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (item, i) in headContainers: {
  scope: headContainer[i]
  name: guid(headContainer[i].id, principals[i], blobContributor)
  properties: {
    principalId: principals[i]
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
  }
}]

// Lists of heads can be neither changed nor deleted, by nobody: ten years, which a production deployment locks once it is sure of the period.
resource headsForever 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-05-01' = [for (item, i) in headContainers: if (stage == 'production' && !policiesLocked) {
  parent: headContainer[i]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: 3653
    allowProtectedAppendWrites: false
  }
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'drop-old-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [ 'blockBlob' ]
              prefixMatch: map(containers, item => '${item}/')
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: keptDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobService
  ]
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

output id string = account.id
