/** A workload as the inventory knows it. */
export interface KnownWorkload {
  namespace: string
  kind: string
  name: string
}

/** The top owner of a pod. `guessed` is true when only the pod's name speaks for it. */
export interface PodOwner extends KnownWorkload {
  guessed: boolean
}

// The alphabet of Kubernetes' generated names: no vowels, no 0, 1, 3 (apimachinery, util/rand SafeEncodeString).
const SAFE = '[bcdfghjklmnpqrstvwxz2456789]'

/** The shapes of generated pod names, most telling first; a Job made by a CronJob carries the scheduled minute. */
const SHAPES: readonly { pattern: RegExp; kinds: readonly string[] }[] = [
  { pattern: /^(.+)-\d{8,10}-[a-z0-9]{5}$/, kinds: ['CronJob'] },
  { pattern: new RegExp(`^(.+)-${SAFE}{6,10}-${SAFE}{5}$`), kinds: ['Deployment'] },
  { pattern: new RegExp(`^(.+)-\\d+-${SAFE}{5}$`), kinds: ['Job'] },
  { pattern: /^(.+)-\d+$/, kinds: ['StatefulSet'] },
  { pattern: new RegExp(`^(.+)-${SAFE}{5}$`), kinds: ['DaemonSet', 'Job', 'ReplicaSet', 'ReplicationController'] },
]

/**
 * The workload that a pod belongs to, when a sensor gives only the pod's name: a known workload of the namespace whose
 * kind makes such names, else a guess. A pod whose name has no generated shape is its own owner.
 */
export function workloadOfPod(podName: string, namespace: string, known: readonly KnownWorkload[]): PodOwner {
  let guess: PodOwner | null = null
  for (const { pattern, kinds } of SHAPES) {
    const name = pattern.exec(podName)?.[1]
    if (name === undefined) continue
    const owner = known.find((one) => one.namespace === namespace && one.name === name && kinds.includes(one.kind))
    if (owner) return { namespace, kind: owner.kind, name, guessed: false }
    guess ??= { namespace, kind: kinds[0] ?? 'Pod', name, guessed: true }
  }
  const bare = known.some((one) => one.namespace === namespace && one.kind === 'Pod' && one.name === podName)
  if (bare) return { namespace, kind: 'Pod', name: podName, guessed: false }
  return guess ?? { namespace, kind: 'Pod', name: podName, guessed: true }
}

/**
 * The top owner of an object whose own name speaks for it: of a ReplicaSet the Deployment that generated the name's end, of a
 * Job the CronJob; any other object is its own.
 */
export function ownerByName(object: KnownWorkload): KnownWorkload {
  const { namespace, kind, name } = object
  const deployment = kind === 'ReplicaSet' ? new RegExp(`^(.+)-${SAFE}{6,10}$`).exec(name)?.[1] : undefined
  if (deployment !== undefined) return { namespace, kind: 'Deployment', name: deployment }
  const cronJob = kind === 'Job' ? /^(.+)-\d{8,10}$/.exec(name)?.[1] : undefined
  return cronJob === undefined ? object : { namespace, kind: 'CronJob', name: cronJob }
}
