// Private endpoints for storage and Key Vault, with the names that find them.
import { Texts } from '../types.bicep'

param location string
param tags Texts
param networkName string
param networkId string
@description('The subnet that the endpoints stand in.')
param subnetId string
param storageName string
@description('The backup\'s account, which may be in another region: its address is found in the same zone as the other blobs\'.')
param backupId string
param vaultName string
param storageSuffix string

var targets = [
  {
    kind: 'blob'
    zone: 'privatelink.blob.${storageSuffix}'
  }
  {
    kind: 'queue'
    zone: 'privatelink.queue.${storageSuffix}'
  }
  {
    kind: 'table'
    zone: 'privatelink.table.${storageSuffix}'
  }
  {
    kind: 'vault'
    zone: environment().name == 'AzureChinaCloud' ? 'privatelink.vaultcore.azure.cn' : 'privatelink.vaultcore.azure.net'
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = [for target in targets: {
  name: target.zone
  location: 'global'
  tags: tags
}]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (target, i) in targets: {
  parent: zone[i]
  name: networkName
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-01-01' = [for target in targets: {
  name: 'pe-${target.kind}-${networkName}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: target.kind
        properties: {
          privateLinkServiceId: target.kind == 'vault' ? vault.id : storage.id
          groupIds: [ target.kind ]
        }
      }
    ]
  }
}]

resource backupEndpoint 'Microsoft.Network/privateEndpoints@2024-01-01' = {
  name: 'pe-backup-${networkName}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'backup'
        properties: {
          privateLinkServiceId: backupId
          groupIds: [ 'blob' ]
        }
      }
    ]
  }
}

resource backupNames 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-01-01' = {
  parent: backupEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        properties: {
          privateDnsZoneId: zone[0].id
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-01-01' = [for (target, i) in targets: {
  parent: endpoint[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: target.kind
        properties: {
          privateDnsZoneId: zone[i].id
        }
      }
    ]
  }
}]
