import { containersOf, podTemplate } from '../pod-templates';
import { list, repeated, Wire } from '../wire';
import { Rule } from './rule';
import { isCount } from './syntax';

export const securityContexts: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  if (!template) {
    return;
  }
  const { spec } = template;
  yield* context(spec?.securityContext, `${template.path}/spec/securityContext`);
  for (const name of repeated(list(spec?.securityContext?.sysctls).map((sysctl) => sysctl?.name))) {
    yield `${template.path}/spec/securityContext/sysctls: ${JSON.stringify(name)} is there twice`;
  }
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec?.hostUsers === false && spec[name] === true)) {
    yield `${template.path}/spec/${field}: it is forbidden with hostUsers false`;
  }
  for (const { container, path } of containersOf(template)) {
    const own = container.securityContext;
    yield* context(own, `${path}/securityContext`);
    const nonRoot = own?.runAsNonRoot ?? spec?.securityContext?.runAsNonRoot;
    const user = own?.runAsUser ?? spec?.securityContext?.runAsUser;
    if (nonRoot === true && user === 0) {
      yield `${path}/securityContext: user 0 breaks runAsNonRoot`;
    }
    if (own?.procMount === 'Unmasked' && spec?.hostUsers !== false) {
      yield `${path}/securityContext/procMount: Unmasked needs hostUsers false`;
    }
  }
};

function* context(value: Wire, path: string): Generator<string> {
  const ids = [...['runAsUser', 'runAsGroup', 'fsGroup'].map((field) => [field, value?.[field]]),
    ...list(value?.supplementalGroups).map((id) => ['supplementalGroups', id])];
  for (const [field, id] of ids) {
    if (id !== undefined && !isCount(id)) {
      yield `${path}/${field}: ${id} is not between 0 and 2147483647`;
    }
  }
  if (value?.allowPrivilegeEscalation === false && (value.privileged === true || list(value.capabilities?.add).includes('CAP_SYS_ADMIN'))) {
    yield `${path}/allowPrivilegeEscalation: it cannot be false for a privileged container`;
  }
  for (const field of ['seccompProfile', 'appArmorProfile']) {
    const profile = value?.[field];
    if (profile !== undefined && (profile.type === 'Localhost') !== (profile.localhostProfile !== undefined)) {
      yield `${path}/${field}/localhostProfile: it belongs to type Localhost and to no other`;
    }
  }
}
