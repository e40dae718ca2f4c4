import { repeated, seatRule } from '../rule';

/** The limit of container port names (IANA service names, RFC 6335). */
const limit = 15;
const pattern = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Container ports have unique names that are valid in Kubernetes and in SRV records. */
export const portName = seatRule(
  {
    name: 'names/port',
    severity: 'error',
    demands: 'Ports of an engine have valid and unique names and numbers.',
    why: 'A container port name has at most 15 characters. Two ports with one number or name cannot both be addressed.',
    source: 'RFC 6335, section 5.1; Kubernetes API reference, ContainerPort.',
  },
  ({ config }) => [
    ...config.ports
      .filter(({ name }) => name.length > limit)
      .map(({ name }) => ({ problem: `port name '${name}' has ${name.length} characters; ${limit} is the limit`, fix: 'shorten it' })),
    ...config.ports
      .filter(({ name }) => !pattern.test(name))
      .map(({ name }) => ({
        problem: `port name '${name}' is not a service name`,
        fix: "use lower-case letters, digits and single '-', with at least one letter",
      })),
    ...[...repeated(config.ports, ({ name }) => name), ...repeated(config.ports, ({ port }) => String(port))].map(([what]) => ({
      problem: `port '${what}' is used twice`,
      fix: 'use each name and each number once',
    })),
  ],
);
