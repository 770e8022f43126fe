// What modules are given.
@export()
@description('An entry of apps.json.')
type App = {
  name: string
  folder: string
  reads: string[]
  sendsTo: string[]
  settings: string[]
  secrets: Texts
}

@export()
@description('Texts by name: tags, settings.')
type Texts = {
  *: string
}

@export()
@description('A setting, and the secret of the vault that it holds.')
type SecretReference = {
  key: string
  value: string
}

@export()
@description('What a plan is bought as.')
type Sku = {
  name: string
  tier: string
}
