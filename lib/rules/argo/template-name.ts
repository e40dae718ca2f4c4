import { applicationsOf } from '../../manifests/delivery/applications';
import { objectRule, repeated } from '../rule';

/** An ApplicationSet makes an Application for each cluster, and each has a name. */
export const templateName = objectRule(
  {
    name: 'argo/template-name',
    severity: 'error',
    demands: 'Each Application that an ApplicationSet makes has a name, which no other one has.',
    why: 'Argo CD makes none of the Applications where two have one name or one has none: no cluster gets the next commit.',
    source:
      'Argo CD applicationset/controllers/applicationset_controller.go, validateGeneratedApplications: a name that occurs twice is an error.',
  },
  ['ApplicationSet'],
  object => {
    const applications = applicationsOf(object) ?? [];
    const path = ['spec', 'template', 'metadata', 'name'];
    const fix = 'name them by a parameter of the cluster';
    const nameless = applications.filter(({ name }) => name === '').length;
    if (nameless > 0) return [{ path, problem: `${nameless} of the ${applications.length} Applications that it makes have no name`, fix }];
    return repeated(applications, ({ name }) => name).map(([name, same]) => ({
      path,
      problem: `${same.length} of the Applications that it makes are called ${name}`,
      fix,
    }));
  },
);
