import { verdicts } from '../verdict';

/** What Argo CD reads. */
export const delivery = verdicts(`
  application: spec: gone => argo/application
  $applications: *syncPolicy.retry.backoff*: * => harmless: how long it waits between two attempts is the user's choice
  $applications: *syncPolicy.retry.limit: -> -2 => harmless: anything below zero is without an end
  $applications: *syncPolicy.retry*: * => argo/retry
  $applications: *syncPolicy.syncOptions: one more => harmless: what is said first still holds
  $applications: *syncPolicy.syncOptions[3]: * => harmless: there are no differences to be ignored
  $applications: *syncPolicy.syncOptions[4]: gone => harmless: false is Argo CD's own default
  $applications: *syncPolicy.syncOptions*: * => argo/options
  application: spec.syncPolicy.automated.enabled: gone => harmless: true is Argo CD's own default
  application: spec.syncPolicy(|.automated*): * => argo/automated
  application set: spec.template.spec.syncPolicy: gone => argo/options argo/retry
  application: spec.(destination|source|project)*: * => argo/application argo/project

  application set: spec.goTemplateOptions*: * => harmless: every parameter of the template is given
  application set: spec.strategy.rollingSync.steps[0].matchExpressions(|[0]): gone => harmless: a step without expressions takes all, and this is the only one
  application set: spec.strategy.rollingSync.steps[0].matchExpressions: one more => harmless: NotIn holds where there is no such label
  application set: spec.strategy.rollingSync.steps[0].matchExpressions[0].values: one more => harmless: the fleet has no such cluster
  application set: spec.strategy*: * => argo/steps
  application set: spec.syncPolicy*: * => argo/steps
  application set: spec.template.metadata.name: -> * => harmless: each name is still one cluster's
  application set: spec.template.metadata(|.name): gone => argo/template-name argo/template-name<argo/options
  application set: spec.template.metadata.labels*: * => argo/steps
  application set: spec(|.generators*|.goTemplate|.template*): * => argo/application argo/template-name argo/steps argo/project

  project: spec.description: * => harmless: a text for people
  project: spec.(clusterResourceWhitelist|namespaceResourceWhitelist|destinations|sourceRepos): one more => harmless: it names one more, and not everything
  project: spec*: * => argo/project
`);
