import type { FactObservation, FindingObservation, UnreadObservation } from '../../domain/observation.ts'
import type { Tx } from '../../store/database.ts'
import {
  type Component,
  componentsOf,
  deleteComponents,
  ensurePackageVersions,
  insertComponents,
  layerPositions,
  updateComponents,
} from '../../store/engine/components.ts'
import { ensurePackages } from '../../store/engine/problems.ts'
import type { OpenScope } from './open-scopes.ts'

/** Of the files that declare one package so many are kept. */
const MAX_PATHS = 20

interface Told {
  purl: string
  packageName: string
  packageType: string
  version: string
  layers: string[]
  paths: string[]
}

type Seen = Omit<Told, 'layers' | 'paths'> & { path: string; layerDiffId: string | null }

/**
 * Writes what images and repositories are made of: what a list of packages names and, for those who send no such list, the
 * packages in which something is vulnerable. A scope's next complete scan replaces what it told.
 */
export class ComponentWriter {
  readonly #tx: Tx
  readonly #told = new Map<number, { scope: OpenScope; components: Map<string, Told> }>()
  readonly #unread: UnreadObservation[] = []

  constructor(tx: Tx, scopes: readonly OpenScope[]) {
    this.#tx = tx
    for (const scope of scopes) {
      const { subject, scan, scope: number } = scope.observed
      const hasPackages = subject.type === 'image' || subject.type === 'repository'
      if (hasPackages && !scope.late && (scan === 'inventory' || scan === 'vulnerability'))
        this.#told.set(number, { scope, components: new Map() })
    }
  }

  take(facts: readonly FactObservation[], findings: readonly FindingObservation[]): void {
    for (const fact of facts) {
      if (fact.type !== 'component') continue
      if (fact.purl === '') {
        const reason = 'the report does not say which package it is'
        this.#unread.push({ type: 'unread', path: fact.packageName, reason })
      } else this.#note(fact.scope, fact, fact.version)
    }
    for (const finding of findings) {
      if (finding.type === 'vulnerability' && finding.purl !== '')
        this.#note(finding.scope, finding, finding.installedVersion)
    }
  }

  /** Call it after the last batch, when no finding is being written any more. Returns what has no place in the list. */
  async end(): Promise<UnreadObservation[]> {
    for (const { scope, components } of this.#told.values()) await this.#replace(scope, components)
    return this.#unread
  }

  #note(number: number, { purl, packageName, packageType, path, layerDiffId }: Omit<Seen, 'version'>, version: string) {
    const components = this.#told.get(number)?.components
    if (!components) return
    const key = keyOf(purl, version)
    let told = components.get(key)
    if (!told) {
      told = { purl, packageName, packageType, version, layers: [], paths: [] }
      components.set(key, told)
    }
    if (layerDiffId !== null && !told.layers.includes(layerDiffId)) told.layers.push(layerDiffId)
    if (path !== '' && told.paths.length < MAX_PATHS && !told.paths.includes(path)) told.paths.push(path)
  }

  /** A scan that was cut short only adds: what it says of the rest may be half of it. */
  async #replace(scope: OpenScope, told: ReadonlyMap<string, Told>): Promise<void> {
    const { id, imageVersionId } = scope
    const layers = imageVersionId === null ? new Map() : await layerPositions(this.#tx, imageVersionId)
    const fresh = new Map(told)
    const gone: number[] = []
    const changed: Component[] = []
    for (const { purl, version, packageVersionId, layer, paths } of await componentsOf(this.#tx, id)) {
      const key = keyOf(purl, version)
      const now = fresh.get(key)
      fresh.delete(key)
      if (!now) gone.push(packageVersionId)
      else {
        const component = { packageVersionId, ...whereabouts(now, layers) }
        if (component.layer !== layer || component.paths.join('\n') !== paths.join('\n')) changed.push(component)
      }
    }
    if (scope.observed.complete) {
      await deleteComponents(this.#tx, id, gone)
      await updateComponents(this.#tx, id, changed)
    }
    await this.#insert(scope, [...fresh.values()], layers)
  }

  async #insert(scope: OpenScope, fresh: readonly Told[], layers: ReadonlyMap<string, number>): Promise<void> {
    if (fresh.length === 0) return
    const packages = await ensurePackages(this.#tx, new Map(fresh.map((one) => [one.purl, one])))
    const ids = await ensurePackageVersions(
      this.#tx,
      fresh.map(({ purl, version }) => ({ packageId: packages.get(purl) as number, version })),
    )
    const components = fresh.map((one, index) => ({
      packageVersionId: ids[index] as number,
      ...whereabouts(one, layers),
    }))
    await insertComponents(this.#tx, scope.id, components)
  }
}

function keyOf(purl: string, version: string): string {
  return `${purl}\n${version}`
}

function whereabouts(told: Told, layers: ReadonlyMap<string, number>): Pick<Component, 'layer' | 'paths'> {
  const positions = told.layers.flatMap((name) => layers.get(name) ?? [])
  return { layer: positions.length === 0 ? null : Math.min(...positions), paths: told.paths.sort() }
}
