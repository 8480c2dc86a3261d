import type { ScanKind, ScopeObservation, Subject } from '../domain/observation.ts'

/** The scopes of a report in the order in which their subjects are first named, each once. */
export class ScopeList {
  readonly scopes: ScopeObservation[] = []
  readonly #numbers = new Map<string, number>()
  readonly #scan: ScanKind

  constructor(scan: ScanKind) {
    this.#scan = scan
  }

  /** The number of the scope of what was scanned; where one part of it could not be, it is not complete. */
  of(subject: Subject, complete = true, { scan = this.#scan, part }: { scan?: ScanKind; part?: string } = {}): number {
    const key = JSON.stringify([scan, part, subject])
    const known = this.scopes[this.#numbers.get(key) ?? -1]
    if (known) {
      known.complete &&= complete
      return known.scope
    }
    const scope = this.scopes.length
    this.#numbers.set(key, scope)
    this.scopes.push({ type: 'scope', scope, subject, scan, complete, ...(part !== undefined && { part }) })
    return scope
  }
}
