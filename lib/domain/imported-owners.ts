import { type CatalogEntity, selects } from './catalog-info.ts'
import { type Codeowners, codeownersOf } from './codeowners.ts'
import type { OwnerClaim, RuleKind } from './ownership.ts'
import { repositoryKey } from './repository-name.ts'

export const OWNER_FILE_FORMATS = ['codeowners', 'catalog-info'] as const
export type OwnerFileFormat = (typeof OWNER_FILE_FORMATS)[number]

/** Characters of a file: what the body of a request holds. */
export const MAX_OWNER_FILE = 800_000

/** A file that says who owns what, as it was imported for a repository. */
export type OwnerFile = { repository: string; path: string } & (
  | { format: 'codeowners'; entries: Pick<Codeowners, 'dialect' | 'lines'> }
  | { format: 'catalog-info'; entries: readonly CatalogEntity[] }
)

/** The label of workloads that a catalogue entity's `backstage.io/kubernetes-id` means. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id'

/** What imported files say of subjects, each claim with where it stands. */
export interface ImportedOwners {
  ofWorkload(workload: { namespace: string; labels: Readonly<Record<string, string>> }): OwnerClaim[]
  /** `paths` are files in the repository, none for the repository as a whole. */
  ofRepository(name: string, paths: readonly string[], kind?: RuleKind): OwnerClaim[]
}

export function importedOwners(files: readonly OwnerFile[]): ImportedOwners {
  const codeowners = new Map<string, { name: string; ask: ReturnType<typeof codeownersOf> }[]>()
  const byId = new Map<string, Sourced[]>()
  const bySelector: Sourced[] = []
  const byNamespace = new Map<string, Sourced[]>()
  const byRepository = new Map<string, Sourced[]>()
  for (const file of files) {
    if (file.format === 'codeowners') {
      const name = `${file.path} of ${file.repository}`
      put(codeowners, repositoryKey(file.repository), { name, ask: codeownersOf(file.entries) })
      continue
    }
    for (const entity of file.entries) {
      const { id, selector, namespace } = entity.kubernetes
      const source = `${entity.kind} ${entity.name} in ${file.path} of ${file.repository}, line ${entity.line}`
      const sourced = { entity, source }
      if (id !== null) put(byId, id, sourced)
      if (selector.length > 0) bySelector.push(sourced)
      if (id === null && selector.length === 0 && namespace !== null) put(byNamespace, namespace, sourced)
      if (entity.repository !== null) put(byRepository, repositoryKey(entity.repository), sourced)
    }
  }
  return {
    ofWorkload({ namespace, labels }) {
      const id = Object.hasOwn(labels, KUBERNETES_ID) ? labels[KUBERNETES_ID] : undefined
      const mayBe = ({ entity }: Sourced) =>
        entity.kubernetes.namespace === null || entity.kubernetes.namespace === namespace
      const named = [
        ...(id === undefined ? [] : (byId.get(id) ?? [])),
        ...bySelector.filter(({ entity }) => selects(entity.kubernetes.selector, labels)),
      ].filter(mayBe)
      return [...claims(named, 'workload-label'), ...claims(byNamespace.get(namespace) ?? [], 'namespace')]
    },
    ofRepository(name, paths, kind = 'codeowners') {
      const key = repositoryKey(name)
      const lines = (codeowners.get(key) ?? []).flatMap((file) =>
        file.ask(paths.length === 0 ? [''] : paths).flatMap(({ line: { owners, line, pattern }, path }) => {
          const source = `${file.name}, line ${line}: ${pattern}${path === '' ? '' : ` fits ${path}`}`
          return owners.map((owner): OwnerClaim => ({ kind, owner, source }))
        }),
      )
      return [...lines, ...claims(byRepository.get(key) ?? [], kind)]
    },
  }
}

interface Sourced {
  entity: CatalogEntity
  source: string
}

function claims(sourced: readonly Sourced[], kind: RuleKind): OwnerClaim[] {
  return sourced.map(({ entity, source }) => ({ kind, owner: entity.owner, source }))
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
