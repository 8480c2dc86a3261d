/** A workload that may be what an object in a repository's manifest describes. */
export interface ManifestCandidate {
  id: number
  isGone: boolean
  /** Where it says itself that it comes from (annotation `plimsoll.dev/repository`); null where it does not. */
  declared: string | null
  /** Where the images that it runs say that they come from (`org.opencontainers.image.source`). */
  imageSources: readonly string[]
}

/**
 * The workload that an object in a repository's manifest is: the only one of its kind and name among the repository's apps,
 * or null where that cannot be told. What was known stays so beside others that come later, and when the workload is gone,
 * so that nothing looks fixed because a namespace was deleted.
 */
export function workloadOfManifest(
  repository: string,
  candidates: readonly ManifestCandidate[],
  known: number | null,
): number | null {
  const before = candidates.find(({ id }) => id === known)
  const apps = candidates.filter((one) => !one.isGone && comesFrom(one, repository))
  if (before && apps.includes(before)) return before.id
  if (apps.length === 1) return apps[0]?.id ?? null
  return apps.length === 0 && before?.isGone ? before.id : null
}

/** What a workload says of itself counts more than what its images say. */
function comesFrom({ declared, imageSources }: ManifestCandidate, repository: string): boolean {
  const name = repositoryName(repository)
  if (name === '') return false
  return declared === null
    ? imageSources.some((source) => repositoryName(source) === name)
    : repositoryName(declared) === name
}

/** One spelling of a repository's address: `https://git.example/shop/pay.git`, `git@git.example:shop/pay` are `git.example/shop/pay`. */
export function repositoryName(address: string): string {
  return address
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/[?#].*$/s, '')
    .replace(/(?:\.git)?\/*$/i, '')
    .toLowerCase()
}

/** An object as tools name it in a manifest: `Deployment/pay`, `Deployment/payments/pay`. Null for anything else. */
export function manifestObject(resource: string): { kind: string; namespace: string; name: string } | null {
  const [, kind, namespace = '', name] = /^([A-Z]\w*)\/(?:([^/]+)\/)?([^/]+)$/.exec(resource) ?? []
  return kind === undefined || name === undefined ? null : { kind, namespace, name }
}
