// Who is told when something is wrong, and of what. The apps look at themselves every five minutes and log an event of their own for what is wrong
// (docs/telemetry.md); tests hold the names here and in the code together.
import { Texts } from '../types.bicep'

param name string
param location string
param tags Texts
param workspaceId string
param storageName string
param actionGroupId string

@description('How many function apps there are: all of them must be heard of.')
param appCount int

// Events of shared/TechTransfer.Hosting/Telemetry/Alarms.cs.
var events = [
  {
    name: 'PoisonMessages'
    title: 'Messages failed for good'
    severity: 1
    every: 'PT15M'
  }
  {
    name: 'MessagesWait'
    title: 'Messages wait for more than an hour'
    severity: 1
    every: 'PT15M'
  }
  {
    name: 'MarkersOld'
    title: 'Commands are unfinished for more than an hour'
    severity: 1
    every: 'PT15M'
  }
  {
    name: 'ItemsSetAside'
    title: 'Items could not be done for more than an hour'
    severity: 2
    every: 'PT1H'
  }
  {
    name: 'BackupOld'
    title: 'The backup is more than an hour old'
    severity: 1
    every: 'PT15M'
  }
  {
    name: 'CasesOverdue'
    title: 'Cases are past their due date'
    severity: 2
    every: 'PT1H'
  }
]

// Timers that come round every few minutes may fail once: the next run does the work. Of the others each failure is told.
var frequentTimers = [ 'Sweep', 'Watch', 'ResumeImports', 'ResumeReplays', 'ResumeReissues', 'ResumeRewardsFiguring', 'ResumeSettlements' ]
var rareTimers = [ 'BackUpByTimer', 'RemindOfDueCases', 'FreezeMonths', 'EndNotices', 'BeginPolicyYears', 'RemindOfGrants', 'RemindOfTerms', 'AdvanceGrants' ]

// An app sends its lines to Application Insights itself; what its host hears of them, the diagnostic setting sends to a table of its own. Either will do.
var lines = 'union isfuzzy=true (AppTraces | project TimeGenerated, Message), (FunctionAppLogs | project TimeGenerated, Message) | where Message has "{0}"'

var queries = concat(map(events, event => {
  name: event.name
  title: event.title
  severity: event.severity
  every: event.every
  window: event.every
  query: format(lines, event.name)
}), [
  {
    name: 'FailedTimers'
    title: 'Timers failed'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    query: 'AppRequests | where Success == false | summarize Failures = count() by OperationName, AppRoleName | where OperationName in ("${join(rareTimers, '", "')}") or (OperationName in ("${join(frequentTimers, '", "')}") and Failures >= 3)'
  }
  {
    // What watches must be watched: an app that does not run logs nothing.
    name: 'WatchSilent'
    title: 'An app has not looked at itself for half an hour'
    severity: 1
    every: 'PT15M'
    window: 'PT30M'
    query: 'AppRequests | where OperationName == "Watch" and Success == true | summarize Apps = dcount(AppRoleName) | where Apps < ${appCount}'
  }
  {
    name: 'FailedCalls'
    title: 'More than one call in twenty fails'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    query: 'AppRequests | where isnotempty(Url) | summarize Calls = count(), Failures = countif(toint(ResultCode) >= 500) | where Failures >= 5 and Failures * 20 > Calls'
  }
])

var metrics = [
  {
    name: 'StorageAvailability'
    title: 'The storage account fails calls'
    severity: 1
    metric: 'Availability'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    dimensions: []
  }
  {
    name: 'StorageThrottling'
    title: 'The storage account turns calls away'
    severity: 2
    metric: 'Transactions'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 50
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: [ 'ServerBusyError', 'ServerTimeoutError', 'ClientThrottlingError', 'ClientAccountRequestThrottlingError', 'ClientAccountBandwidthThrottlingError' ]
      }
    ]
  }
]

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for item in queries: {
  name: 'alert-${name}-${toLower(item.name)}'
  location: location
  tags: tags
  properties: {
    displayName: '${name}: ${item.title}'
    description: 'docs/telemetry.md, ${item.name}'
    severity: item.severity
    enabled: true
    scopes: [ workspaceId ]
    evaluationFrequency: item.every
    windowSize: item.window
    criteria: {
      allOf: [
        {
          query: item.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    // The tables come with the first lines, which a new deployment has not sent yet.
    skipQueryValidation: true
    actions: {
      actionGroups: [ actionGroupId ]
    }
  }
}]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [for item in metrics: {
  name: 'alert-${name}-${toLower(item.name)}'
  location: 'global'
  tags: tags
  properties: {
    description: '${item.title} (docs/telemetry.md, ${item.name})'
    severity: item.severity
    enabled: true
    scopes: [ account.id ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: item.name
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: item.metric
          timeAggregation: item.aggregation
          operator: item.operator
          threshold: item.threshold
          dimensions: item.dimensions
        }
      ]
    }
    autoMitigate: true
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}]
