// One network: a subnet for each app's outgoing traffic (a Flex app takes a whole subnet), and one for the private endpoints.
import { Texts } from '../types.bicep'

param name string
param location string
param tags Texts
param apps string[]

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [ '10.20.0.0/16' ]
    }
    subnets: concat([
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.0.0/24'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ], map(range(0, length(apps)), i => {
      name: apps[i]
      properties: {
        addressPrefix: '10.20.${i + 1}.0/24'
        delegations: [
          {
            name: 'functions'
            properties: {
              serviceName: 'Microsoft.App/environments'
            }
          }
        ]
      }
    }))
  }
}

output id string = network.id
output endpointsSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'endpoints')
output subnetIds Texts = toObject(apps, app => app, app => resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, app))
