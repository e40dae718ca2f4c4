import { applicationsOf } from '../../manifests/delivery/applications';
import { objectRule, repeated } from '../rule';

/** Each Application of an ApplicationSet has a name of its own. */
export const templateName = objectRule(
  {
    name: 'argo/template-name',
    severity: 'error',
    demands: 'Each Application that an ApplicationSet generates has a unique name.',
    why: 'If two Applications have the same name, or one has none, Argo CD generates none of them: no cluster gets the next commit.',
    source:
      'Argo CD applicationset/controllers/applicationset_controller.go, validateGeneratedApplications: a name that occurs twice is an error.',
  },
  ['ApplicationSet'],
  object => {
    const applications = applicationsOf(object) ?? [];
    const path = ['spec', 'template', 'metadata', 'name'];
    const fix = 'build the name from a parameter of the cluster';
    const nameless = applications.filter(({ name }) => name === '').length;
    if (nameless > 0)
      return [{ path, problem: `${nameless} of the ${applications.length} Applications that it generates have no name`, fix }];
    return repeated(applications, ({ name }) => name).map(([name, same]) => ({
      path,
      problem: `${same.length} of the Applications that it generates are called ${name}`,
      fix,
    }));
  },
);
