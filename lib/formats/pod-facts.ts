import { cleanText } from '../domain/clean-text.ts'
import type { ContainerFacts, WorkloadFacts } from '../domain/workload-facts.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { writableMounts } from './writable-mounts.ts'

/** Where a kind keeps its pod template, as steps below the object. */
const POD_TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
])
const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet'])
const MAX_NAME = 300
const MAX_VALUE = 2000
/** Kubernetes' own copy of the whole manifest: large, and nothing reads it here. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The facts of a workload manifest, with Kubernetes' defaults applied; null for other kinds and for an object without a
 * pod spec. `namespace` is that of the request, because a manifest may leave it out.
 */
export function workloadFacts(
  group: string,
  kind: string,
  object: JsonObject,
  namespace: string,
): WorkloadFacts | null {
  const steps = POD_TEMPLATES.get(`${group}/${kind}`)
  if (!steps) return null
  let template: JsonObject | null = object
  for (const step of steps) template = asObject(member(template, step))
  const pod = asObject(member(template, 'spec'))
  if (pod === null) return null
  const metadata = asObject(member(object, 'metadata'))
  const containers = containersOf(pod)
  const automount = member(pod, 'automountServiceAccountToken')
  return {
    namespace,
    kind,
    name: text(metadata, 'name', MAX_NAME) || text(metadata, 'generateName', MAX_NAME),
    labels: stringsOf(metadata, 'labels'),
    annotations: stringsOf(metadata, 'annotations'),
    replicas: replicasOf(kind, asObject(member(object, 'spec'))),
    serviceAccount: text(pod, 'serviceAccountName', MAX_NAME) || text(pod, 'serviceAccount', MAX_NAME) || 'default',
    automountServiceAccountToken: typeof automount === 'boolean' ? automount : null,
    hostNetwork: member(pod, 'hostNetwork') === true,
    hostPid: member(pod, 'hostPID') === true,
    hostIpc: member(pod, 'hostIPC') === true,
    writableHostPaths: writableHostPaths(pod, containers),
    secrets: secretsOf(pod, containers),
    containers: containers.map(({ type, container }) => containerFacts(type, container, pod)),
  }
}

interface TypedContainer {
  type: ContainerFacts['type']
  container: JsonObject
}

function containersOf(pod: JsonObject): TypedContainer[] {
  const lists = [
    ['init', 'initContainers'],
    ['app', 'containers'],
    ['ephemeral', 'ephemeralContainers'],
  ] as const
  return lists.flatMap(([type, key]) =>
    asArray(member(pod, key)).flatMap((value) => {
      const container = asObject(value)
      return container ? [{ type, container }] : []
    }),
  )
}

function containerFacts(type: ContainerFacts['type'], container: JsonObject, pod: JsonObject): ContainerFacts {
  const own = asObject(member(container, 'securityContext'))
  const shared = asObject(member(pod, 'securityContext'))
  const capabilities = asObject(member(own, 'capabilities'))
  const privileged = member(own, 'privileged') === true
  const added = capabilityNames(member(capabilities, 'add'))
  return {
    name: text(container, 'name', MAX_NAME),
    type,
    image: text(container, 'image', MAX_VALUE),
    privileged,
    runsAsRoot: runsAsRoot(
      member(own, 'runAsUser') ?? member(shared, 'runAsUser'),
      member(own, 'runAsNonRoot') ?? member(shared, 'runAsNonRoot'),
    ),
    readOnlyRootFilesystem: member(own, 'readOnlyRootFilesystem') === true,
    // Kubernetes allows it unless it is refused, and always for a container that is privileged or has SYS_ADMIN.
    allowPrivilegeEscalation:
      privileged || added.includes('SYS_ADMIN') || member(own, 'allowPrivilegeEscalation') !== false,
    capabilitiesAdded: added,
    capabilitiesDropped: capabilityNames(member(capabilities, 'drop')),
    writableMounts: writableMounts(pod, container),
  }
}

/** Null when the image's own user decides. */
function runsAsRoot(user: unknown, nonRoot: unknown): boolean | null {
  if (typeof user === 'number') return user === 0
  return nonRoot === true ? false : null
}

function capabilityNames(value: unknown): string[] {
  return asArray(value)
    .filter((name) => typeof name === 'string')
    .map((name) => cleanText(name, 100).toUpperCase().replace(/^CAP_/, ''))
}

function replicasOf(kind: string, spec: JsonObject | null): number | null {
  if (kind === 'Pod') return 1
  if (!REPLICATED.has(kind)) return null
  const replicas = member(spec, 'replicas')
  return typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0 ? replicas : 1
}

function writableHostPaths(pod: JsonObject, containers: readonly TypedContainer[]): string[] {
  const writable = new Set<string>()
  for (const { container } of containers) {
    for (const mount of asArray(member(container, 'volumeMounts')).map(asObject)) {
      if (mount && member(mount, 'readOnly') !== true) writable.add(text(mount, 'name', MAX_NAME))
    }
  }
  const paths = new Set<string>()
  for (const volume of asArray(member(pod, 'volumes')).map(asObject)) {
    const path = text(asObject(member(volume, 'hostPath')), 'path', MAX_VALUE)
    if (path !== '' && writable.has(text(volume, 'name', MAX_NAME))) paths.add(path)
  }
  return [...paths]
}

/** Secrets that a container can read: volumes, projected volumes and environment; pull secrets are the node's business. */
function secretsOf(pod: JsonObject, containers: readonly TypedContainer[]): string[] {
  const names = new Set<string>()
  for (const volume of asArray(member(pod, 'volumes')).map(asObject)) {
    names.add(text(asObject(member(volume, 'secret')), 'secretName', MAX_NAME))
    for (const source of asArray(member(asObject(member(volume, 'projected')), 'sources')).map(asObject)) {
      names.add(text(asObject(member(source, 'secret')), 'name', MAX_NAME))
    }
  }
  for (const { container } of containers) {
    for (const variable of asArray(member(container, 'env')).map(asObject)) {
      const reference = asObject(member(asObject(member(variable, 'valueFrom')), 'secretKeyRef'))
      names.add(text(reference, 'name', MAX_NAME))
    }
    for (const source of asArray(member(container, 'envFrom')).map(asObject)) {
      names.add(text(asObject(member(source, 'secretRef')), 'name', MAX_NAME))
    }
  }
  names.delete('')
  return [...names]
}

function stringsOf(metadata: JsonObject | null, key: string): Record<string, string> {
  const values = asObject(member(metadata, key))
  const names = Object.keys(values ?? {}).filter((name) => name !== LAST_APPLIED && typeof values?.[name] === 'string')
  return Object.fromEntries(names.map((name) => [text({ name }, 'name', MAX_NAME), text(values, name, MAX_VALUE)]))
}
