/**
 * The container facts that decide how much harm a problem can do, with Kubernetes' defaults applied (what is not asked for
 * is not privileged, and its root file system is writable); null means that nothing but the image or a live look can tell.
 */
export interface ContainerFacts {
  name: string
  type: 'app' | 'init' | 'ephemeral'
  /** The image as written in the manifest. */
  image: string
  privileged: boolean | null
  /** Effective after pod-level defaults: true when it surely runs as uid 0, false when surely not. */
  runsAsRoot: boolean | null
  readOnlyRootFilesystem: boolean | null
  allowPrivilegeEscalation: boolean | null
  capabilitiesAdded: string[]
  capabilitiesDropped: string[]
  /** Volumes that it can write, but those of the host, which are facts of the pod; null when nobody looked. */
  writableMounts: WritableMount[] | null
}

/** `claim` outlives the pod, `empty-dir` goes with it, `other` is whatever else can be written. */
export interface WritableMount {
  path: string
  volume: 'claim' | 'empty-dir' | 'other'
}

/** A slim projection of a workload manifest: what risk, ownership and starter policies read. */
export interface WorkloadFacts {
  namespace: string
  /** Kind and name of the top owner. */
  kind: string
  name: string
  labels: Record<string, string>
  annotations: Record<string, string>
  replicas: number | null
  serviceAccount: string | null
  automountServiceAccountToken: boolean | null
  hostNetwork: boolean
  hostPid: boolean
  hostIpc: boolean
  /** Writable hostPath volumes that a container mounts. */
  writableHostPaths: string[]
  /** Names of secrets mounted as volumes or read into the environment. */
  secrets: string[]
  containers: ContainerFacts[]
}
