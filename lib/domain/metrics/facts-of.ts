import { weightOfRisks } from '../load.ts'
import { slaState } from '../sla.ts'
import { addDays, dayOf } from './day.ts'
import type { CountedEvent } from './definitions.ts'
import type { Attributes, Fact, FactEvent, LogEntry, Remediation } from './fact.ts'

/** Kinds that a gate at build can see; a threat or a node's setting has no earlier stage to escape from. */
const SEEN_AT_BUILD: readonly string[] = ['vulnerability', 'misconfiguration', 'secret']

/** Dated when they were noticed. */
const NOTICED: readonly FactEvent[] = ['moved-out', 'moved-in', 'reweighed']

/** Closings that say something about keeping a date. */
const DATED_CLOSINGS: readonly FactEvent[] = ['fixed', 'handled', 'gone', 'quiet']

/**
 * What the figures count of one issue, from all entries of its log, by id. It depends on nothing else, so that counting anew
 * gives the same whenever it happens and in however many steps.
 */
export function factsOf(entries: readonly LogEntry[]): Fact[] {
  const story = new IssueStory()
  for (const entry of entries) story.tell(entry)
  return story.facts()
}

type Draft = Omit<Fact, 'is'> & { episode: number | null; openBefore: boolean }

class IssueStory {
  #drafts: Draft[] = []
  #attributes: Attributes | null = null
  #open = false
  /** Since when, and by when, what is open is so. */
  #openedAt: Date | null = null
  #dueAt: Date | null = null
  /** Since when it is excepted or dismissed: its clock stands since then. */
  #stoodAt: Date | null = null
  /** What it weighs while it is open. */
  #weight = 0
  /** Drafts since it became open, which share its due date. */
  #interval: Draft[] = []

  tell(entry: LogEntry): void {
    const attributes = entry.event === 'removed' && this.#attributes ? this.#attributes : attributesOf(entry)
    if (this.#open) this.#move(entry, attributes)
    this.#attributes = attributes
    if (this.#open || entry.event === 'opened' || entry.event === 'reopened') this.#dueAt = entry.dueAt
    if (this.#open && entry.openedAt) this.#openedAt = entry.openedAt
    this.#happen(entry)
    if (this.#open) this.#reweigh(entry)
  }

  facts(): Fact[] {
    if (this.#open) this.#endInterval()
    const now = this.#attributes
    if (!now) return []
    const standing: Fact[] =
      this.#open && this.#openedAt
        ? [
            {
              ...this.#draft('standing', this.#openedAt, this.#drafts.at(-1)?.kind ?? '', now),
              overdueFrom: overdueFrom(this.#dueAt),
              is: now,
            },
          ].map(bare)
        : []
    return [...this.#drafts.map((draft) => bare({ ...draft, is: now })), ...standing]
  }

  #happen(entry: LogEntry): void {
    const { event, at } = entry
    if (event === 'opened' || event === 'reopened') {
      this.#come(event, entry)
      // What an exception or a statement held from its first moment has no entry of its own.
      if (entry.status === 'excepted' || entry.status === 'dismissed') this.#leave(entry.status, entry)
    } else if (event === 'returned') this.#come(event, entry)
    else if (event === 'excepted' || event === 'dismissed') this.#leave(event, entry)
    else if (event === 'closed') this.#leave(entry.closeReason ?? 'gone', entry)
    else if (event === 'removed' && this.#open) this.#leave('gone', entry)
    else if (event === 'unclosed') this.#takeBack(entry)
    else if (event === 'redated') this.#redate(entry, entry.openedAt ?? at)
  }

  #come(event: 'opened' | 'reopened' | 'returned', entry: LogEntry): void {
    const draft = this.#draft(event, entry.at, entry.kind, this.#attributes!)
    draft.episode = entry.episode
    draft.regression = event === 'reopened' && this.#lastClosing() === 'fixed'
    if (event === 'opened' && SEEN_AT_BUILD.includes(entry.kind)) draft.firstStage = entry.stage
    if (!this.#open) {
      draft.openDelta = 1
      this.#weight = weightOf(entry)
      draft.loadDelta = this.#weight
      this.#interval = []
    }
    this.#open = true
    this.#openedAt = entry.openedAt ?? entry.at
    this.#dueAt = entry.dueAt
    this.#add(draft)
  }

  #leave(event: CountedEvent, entry: LogEntry): void {
    const draft = this.#draft(event, entry.at, entry.kind, this.#attributes!)
    draft.episode = entry.episode
    draft.openBefore = this.#open
    const stoodAt = this.#open ? null : this.#stoodAt
    if (entry.event === 'closed') Object.assign(draft, outcomeOf(event, entry, stoodAt ?? entry.at))
    if (this.#open) Object.assign(draft, { openDelta: -1, loadDelta: -this.#weight })
    this.#add(draft)
    if (!this.#open) return
    this.#open = false
    this.#stoodAt = entry.at
    this.#endInterval()
  }

  /** As if it had not closed. */
  #takeBack(entry: LogEntry): void {
    const at = this.#drafts.findLastIndex((draft) => isClosing(draft.event) && draft.episode === entry.episode)
    const [closing] = at < 0 ? [] : this.#drafts.splice(at, 1)
    if (!closing) return
    this.#open = closing.openBefore
    if (!this.#open) {
      if (entry.status === 'open') this.#come('returned', entry)
      return
    }
    const began = this.#drafts.findLastIndex(({ openDelta }) => openDelta === 1)
    this.#interval = this.#drafts.slice(Math.max(0, began))
    this.#openedAt = entry.openedAt
    this.#dueAt = entry.dueAt
    this.#weight = -closing.loadDelta
    // The attributes may have changed since: from those of the closing to those of today.
    if (!sameAttributes(closing.was, this.#attributes!)) this.#moved(entry, closing.was, this.#attributes!)
    if (entry.status === 'excepted' || entry.status === 'dismissed') this.#leave(entry.status, entry)
  }

  /** It was seen earlier than was known, perhaps at an earlier stage. */
  #redate({ episode, stage }: LogEntry, openedAt: Date): void {
    const draft = this.#drafts.findLast(
      (one) => (one.event === 'opened' || one.event === 'reopened') && one.episode === episode,
    )
    if (draft) draft.at = openedAt
    if (draft?.firstStage) draft.firstStage = stage
    const closing = this.#drafts.findLast((one) => one.remediation !== null && one.episode === episode)
    if (closing?.remediation) closing.remediation.total = seconds(openedAt, closing.at)
  }

  #move(entry: LogEntry, to: Attributes): void {
    if (this.#attributes && !sameAttributes(this.#attributes, to)) this.#moved(entry, this.#attributes, to)
  }

  #moved({ at, kind }: LogEntry, from: Attributes, to: Attributes): void {
    this.#add({ ...this.#draft('moved-out', at, kind, from), openDelta: -1, loadDelta: -this.#weight })
    this.#add({ ...this.#draft('moved-in', at, kind, to), openDelta: 1, loadDelta: this.#weight })
  }

  #reweigh(entry: LogEntry): void {
    const weight = weightOf(entry)
    if (weight === this.#weight) return
    const loadDelta = weight - this.#weight
    this.#add({ ...this.#draft('reweighed', entry.at, entry.kind, this.#attributes!), loadDelta })
    this.#weight = weight
  }

  #add(draft: Draft): void {
    this.#drafts.push(draft)
    this.#interval.push(draft)
  }

  /** All of an interval share the due date that it ended with; a change that was noticed late happened before the end. */
  #endInterval(): void {
    const from = overdueFrom(this.#dueAt)
    let next = Number.POSITIVE_INFINITY
    for (const draft of this.#interval.toReversed()) {
      draft.overdueFrom = from
      if (NOTICED.includes(draft.event) && draft.at.getTime() > next) draft.at = new Date(next)
      if (draft.openDelta !== 0) next = Math.min(next, draft.at.getTime())
    }
  }

  #lastClosing(): FactEvent | undefined {
    return this.#drafts.findLast(({ event }) => isClosing(event))?.event
  }

  #draft(event: FactEvent, at: Date, kind: string, was: Attributes): Draft {
    return {
      ...{ event, at, kind, was, firstStage: null, regression: false, openDelta: 0, loadDelta: 0, overdueFrom: null },
      ...{ sla: null, remediation: null, episode: null, openBefore: false },
    }
  }
}

function bare({ episode: _episode, openBefore: _open, ...fact }: Draft & { is: Attributes }): Fact {
  return fact
}

function weightOf({ risk }: LogEntry): number {
  return risk === null ? 0 : weightOfRisks([risk])
}

function isClosing(event: FactEvent): boolean {
  return event === 'merged' || event === 'resolved' || DATED_CLOSINGS.includes(event)
}

function attributesOf({ teamId, environment, clusterIds, severity }: LogEntry): Attributes {
  return { teamId, environment, clusterIds: clusterIds.toSorted((a, b) => a - b), severity }
}

function sameAttributes(one: Attributes, other: Attributes): boolean {
  return (
    one.teamId === other.teamId &&
    one.environment === other.environment &&
    one.severity === other.severity &&
    one.clusterIds.join() === other.clusterIds.join()
  )
}

function overdueFrom(dueAt: Date | null): string | null {
  return dueAt && addDays(dayOf(dueAt), 1)
}

/** Whether a closing kept its date, by when its clock stood, and how long it took. */
function outcomeOf(event: CountedEvent, entry: LogEntry, stoodAt: Date): Pick<Draft, 'sla' | 'remediation'> {
  const { dueAt } = entry
  const late = dueAt !== null && slaState(dueAt.toISOString(), stoodAt) === 'overdue'
  const dated = dueAt !== null && DATED_CLOSINGS.includes(event)
  const remedied = event === 'fixed' || event === 'handled'
  return { sla: dated ? (late ? 'late' : 'in-time') : null, remediation: remedied ? remediationOf(entry) : null }
}

function remediationOf({ openedAt, at, fixBuiltAt, rolledOutAt }: LogEntry): Remediation | null {
  if (!openedAt) return null
  return {
    total: seconds(openedAt, at),
    toBuilt: fixBuiltAt && seconds(openedAt, fixBuiltAt),
    toRolledOut: fixBuiltAt && rolledOutAt && seconds(fixBuiltAt, rolledOutAt),
  }
}

/** Whole seconds, none where a tool's clock ran behind. */
function seconds(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))
}
