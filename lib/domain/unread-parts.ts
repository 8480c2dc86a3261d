import type { UnreadObservation } from './observation.ts'

/** Of what was not understood so much is kept to be shown, and so much for one reason: a flood of one kind hides no other. */
const KEPT = 100
const KEPT_OF_A_REASON = 20

/** What a report said that was not understood: the first parts of each reason, and how many there were. */
export class UnreadParts {
  readonly #kept: UnreadObservation[] = []
  readonly #reasons = new Map<string, number>()
  #total = 0

  add(parts: readonly UnreadObservation[]): void {
    this.#total += parts.length
    for (const part of parts) {
      if (this.#kept.length >= KEPT) return
      const before = this.#reasons.get(part.reason) ?? 0
      this.#reasons.set(part.reason, before + 1)
      if (before < KEPT_OF_A_REASON) this.#kept.push(part)
    }
  }

  told(): { unread: UnreadObservation[]; unreadTotal: number } {
    return { unread: this.#kept, unreadTotal: this.#total }
  }
}
