import type { Rule } from '../rule';
import { autoscalerForm } from './autoscaler';
import { volumeClaim } from './claim';
import { classForm } from './class';
import { containerForm } from './container';
import { heldData } from './data';
import { budgetForm } from './disruption-budget';
import { duplicateItem } from './duplicate';
import { environment } from './env';
import { ingressForm } from './ingress';
import { jobForm } from './job';
import { labelForm } from './label';
import { objectMetadata } from './metadata';
import { objectName } from './name';
import { namespaceForm } from './namespace';
import { policyForm } from './network-policy';
import { operatingSystem } from './operating-system';
import { podForm } from './pod';
import { containerPort } from './port';
import { probeForm } from './probe';
import { requiredField } from './required';
import { containerResources } from './resources';
import { roleForm } from './role';
import { rolloutForm } from './rollout';
import { scheduling } from './scheduling';
import { securityContext } from './security-context';
import { labelSelector } from './selector';
import { serviceForm } from './service';
import { unknownField } from './unknown-field';
import { valueType } from './value';
import { podVolume } from './volume';

/** The rules of this area. */
export const apiRules: readonly Rule[] = [
  autoscalerForm,
  volumeClaim,
  classForm,
  containerForm,
  heldData,
  budgetForm,
  duplicateItem,
  environment,
  ingressForm,
  jobForm,
  labelForm,
  objectMetadata,
  objectName,
  namespaceForm,
  policyForm,
  operatingSystem,
  podForm,
  containerPort,
  probeForm,
  requiredField,
  containerResources,
  roleForm,
  rolloutForm,
  scheduling,
  securityContext,
  labelSelector,
  serviceForm,
  unknownField,
  valueType,
  podVolume,
];
