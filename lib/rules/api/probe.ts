import { mayBeOneOf, mustBePort, mustBeWithin, mustHaveOne } from '../../manifests/api/checks';
import { headerName } from '../../manifests/api/forms';
import { isSidecar } from '../../manifests/api/pod-fields';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

const probeHandlers: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const hookHandlers: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const counts: readonly string[] = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** The form of probes and lifecycle hooks. */
export const probeForm = serverPodRule(
  {
    name: 'api/probe',
    demands: 'A probe or hook has exactly one handler, a valid port, and no negative times.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateProbe, validateLivenessProbe, validateHandler, validateLifecycle.',
  },
  (faults, { spec, containers, initContainers }) => {
    const grace = spec.at('terminationGracePeriodSeconds').number ?? 30;
    for (const container of containers) checkContainer(faults, container, grace);
    for (const container of initContainers) if (isSidecar(container)) checkContainer(faults, container, grace);
  },
);

function checkContainer(faults: Fault[], container: Field, grace: number): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container.at(name);
    if (probe.given) checkProbe(faults, probe, name);
  }
  const lifecycle = container.at('lifecycle');
  if (!lifecycle.given) return;
  for (const name of ['postStart', 'preStop']) {
    const hook = lifecycle.at(name);
    if (hook.given) checkHook(faults, hook, grace);
  }
}

function checkProbe(faults: Fault[], probe: Field, name: 'livenessProbe' | 'readinessProbe' | 'startupProbe'): void {
  mustHaveOne(faults, probe, probeHandlers, 'handler');
  checkHandler(faults, probe);
  for (const count of counts) mustBeWithin(faults, probe.at(count), 0);
  const successes = probe.at('successThreshold');
  if (name !== 'readinessProbe' && successes.number !== undefined && successes.number > 1)
    faults.push(successes.fault(`successThreshold of a ${name} is ${successes.number}`, 'set it to 1'));
  const grace = probe.at('terminationGracePeriodSeconds');
  if (name !== 'readinessProbe') mustBeWithin(faults, grace, 1);
  else if (grace.given)
    faults.push(grace.fault('a readinessProbe does not stop the container, so it may have no grace period', 'remove it'));
}

function checkHook(faults: Fault[], hook: Field, grace: number): void {
  mustHaveOne(faults, hook, hookHandlers, 'handler');
  checkHandler(faults, hook);
  const seconds = hook.at('sleep', 'seconds');
  if (seconds.number !== undefined && (seconds.number < 0 || seconds.number > grace))
    faults.push(
      seconds.fault(
        `it sleeps ${seconds.number} s, and the pod has ${grace} s to stop`,
        'sleep shorter, or raise terminationGracePeriodSeconds',
      ),
    );
}

function checkHandler(faults: Fault[], handler: Field): void {
  const exec = handler.at('exec');
  if (exec.given && exec.at('command').size === 0) faults.push(exec.fault('exec has no command', 'add one'));
  const http = handler.at('httpGet');
  if (http.given) {
    checkPort(faults, http.at('port'));
    mayBeOneOf(faults, http.at('scheme'), ['HTTP', 'HTTPS']);
    for (const header of http.at('httpHeaders').items) {
      const name = header.at('name');
      if (!headerName.fits(name.text)) faults.push(name.fault(`${quoted(name.text)} is not ${headerName.is}`, 'correct it'));
    }
  }
  const tcp = handler.at('tcpSocket');
  if (tcp.given) checkPort(faults, tcp.at('port'));
  const grpc = handler.at('grpc');
  if (grpc.given) checkPort(faults, grpc.at('port'));
}

/** The rule api/required reports 0 and an empty text as missing. */
function checkPort(faults: Fault[], port: Field): void {
  if (port.value !== 0 && port.value !== '') mustBePort(faults, port);
}
