using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'techtransfer-test')
param location = readEnvironmentVariable('AZURE_LOCATION', 'eastasia')
param backupLocation = readEnvironmentVariable('BACKUP_LOCATION', 'southeastasia')
param stage = 'test'
param signInAuthority = readEnvironmentVariable('SIGN_IN_AUTHORITY')
param signInAudience = readEnvironmentVariable('SIGN_IN_AUDIENCE')
param portalClientId = readEnvironmentVariable('PORTAL_CLIENT_ID')
param publicBaseUrl = readEnvironmentVariable('PUBLIC_BASE_URL')
param operatorEmail = readEnvironmentVariable('OPERATOR_EMAIL')
param withApps = readEnvironmentVariable('WITH_APPS', 'true') == 'true'
