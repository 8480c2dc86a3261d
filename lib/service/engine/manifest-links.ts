import type { WorkloadIdentity } from '../../domain/identity.ts'
import { manifestObject, workloadOfManifest } from '../../domain/manifest-link.ts'
import type { FindingObservation } from '../../domain/observation.ts'
import type { Tx } from '../../store/database.ts'
import { type ManifestLink, manifestLinks, setManifestLink, workloadsNamed } from '../../store/engine/manifest-links.ts'
import type { OpenScope } from './open-scopes.ts'

export interface LinkedWorkload extends WorkloadIdentity {
  id: number
}

type ManifestObject = Omit<ManifestLink, 'workloadId'>

interface ManifestPlace {
  key: string
  repositoryId: number
  repository: string
  object: ManifestObject
}

/** Which live workloads the objects in the manifests of a report's repositories are known to be (DESIGN.md §6). */
export class ManifestLinks {
  readonly #tx: Tx
  readonly #scopes: ReadonlyMap<number, OpenScope>
  /** By repository and object; null for what is no workload that is known. */
  readonly #found = new Map<string, LinkedWorkload | null>()
  readonly #known = new Map<number, Map<string, number>>()

  constructor(tx: Tx, scopes: ReadonlyMap<number, OpenScope>) {
    this.#tx = tx
    this.#scopes = scopes
  }

  /** What these findings are about that was not looked up yet. */
  unknownIn(findings: readonly FindingObservation[]): Map<string, ManifestPlace> {
    const unknown = new Map<string, ManifestPlace>()
    for (const finding of findings) {
      const place = this.#placeOf(finding)
      if (place && !this.#found.has(place.key)) unknown.set(place.key, place)
    }
    return unknown
  }

  /** Looks up which workloads these are, so that `workloadOf` can tell. */
  async learn(asked: ReadonlyMap<string, ManifestPlace>): Promise<void> {
    const workloads = await workloadsNamed(
      this.#tx,
      [...asked.values()].map(({ object }) => object),
    )
    for (const [key, { repositoryId, repository, object }] of asked) {
      const known = (await this.#knownOf(repositoryId)).get(keyOf(object)) ?? null
      const candidates = workloads.filter(
        ({ kind, name, namespace }) =>
          kind === object.kind && name === object.name && (object.namespace === '' || namespace === object.namespace),
      )
      const id = workloadOfManifest(repository, candidates, known)
      if (id !== known) await setManifestLink(this.#tx, repositoryId, object, id)
      this.#found.set(key, candidates.find((one) => one.id === id) ?? null)
    }
  }

  workloadOf(finding: FindingObservation): LinkedWorkload | null {
    const place = this.#placeOf(finding)
    return place === null ? null : (this.#found.get(place.key) ?? null)
  }

  #placeOf(finding: FindingObservation): ManifestPlace | null {
    const scope = this.#scopes.get(finding.scope)
    const repositoryId = scope?.subjectIds.repositoryId ?? null
    if (finding.type !== 'misconfiguration' || repositoryId === null) return null
    const subject = scope?.observed.subject
    const object = manifestObject(finding.resource)
    if (subject?.type !== 'repository' || object === null) return null
    return { key: `${repositoryId} ${keyOf(object)}`, repositoryId, repository: subject.name, object }
  }

  async #knownOf(repositoryId: number): Promise<Map<string, number>> {
    const known =
      this.#known.get(repositoryId) ??
      new Map((await manifestLinks(this.#tx, repositoryId)).map((link) => [keyOf(link), link.workloadId]))
    this.#known.set(repositoryId, known)
    return known
  }
}

function keyOf({ kind, namespace, name }: ManifestObject): string {
  return `${kind}/${namespace}/${name}`
}
