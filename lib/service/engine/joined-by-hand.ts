import type { HandMergedKey, MergedSighting } from '../../store/engine/hand-merges.ts'

interface Way {
  mergeId: number
  key: string
  hash: Buffer
}

/**
 * What people joined by hand: what is found under the key of a joined issue is of the other one. Keeps in mind under which keys
 * each scope found what, so that a split can give each its own again. Hashes are latin1.
 */
export class JoinedByHand {
  readonly #ways: ReadonlyMap<string, Way>
  readonly #targets: ReadonlySet<string>
  /** By scope and target, the keys under which it was found. */
  readonly #found = new Map<number, Map<string, Set<string>>>()

  constructor(keys: readonly HandMergedKey[]) {
    this.#ways = new Map(keys.map(({ from, mergeId, key, hash }) => [from.toString('latin1'), { mergeId, key, hash }]))
    this.#targets = new Set(keys.map(({ hash }) => hash.toString('latin1')))
  }

  get isEmpty(): boolean {
    return this.#ways.size === 0
  }

  /** The key by which a finding goes on, null where it keeps its own. */
  follow(scopeId: number, hash: Buffer): { key: string; hash: Buffer } | null {
    if (this.isEmpty) return null
    const own = hash.toString('latin1')
    const way = this.#ways.get(own) ?? null
    const target = way ? way.hash.toString('latin1') : own
    if (way || this.#targets.has(own)) {
      const inScope = this.#found.get(scopeId) ?? new Map<string, Set<string>>()
      this.#found.set(scopeId, inScope.set(target, (inScope.get(target) ?? new Set()).add(own)))
    }
    return way
  }

  /** What a scope found under the keys of joined issues. */
  seenIn(scopeId: number): MergedSighting[] {
    return [...(this.#found.get(scopeId) ?? [])].flatMap(([, keys]) =>
      [...keys].flatMap((key) => {
        const way = this.#ways.get(key)
        return way ? [{ mergeId: way.mergeId, ownToo: keys.size > 1 }] : []
      }),
    )
  }
}
