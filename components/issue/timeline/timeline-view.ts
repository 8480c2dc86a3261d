import type { TimelineItem } from '../../../lib/contract/issue-detail.ts'
import type { Stage } from '../../../lib/domain/observation.ts'

/** The lanes from left to right; what people and Plimsoll itself did has a lane of its own. */
export const LANES = ['build', 'deploy', 'runtime', 'people'] as const
export type Lane = (typeof LANES)[number]

export function laneOf(stage: Stage | null): Lane {
  return stage ?? 'people'
}

/** An item with a key that tells it from its neighbours, however alike they are. */
export type KeyedItem = TimelineItem & { key: string }

/** Of a long story the beginning and the end; `hidden` items between them wait to be asked for. */
export interface FoldedTimeline {
  first: KeyedItem[]
  hidden: number
  last: KeyedItem[]
}

/** Folds only where that hides more than a line or two: the button would take as much room. */
const WORTH_HIDING = 3

export function foldTimeline(items: readonly TimelineItem[], heads: number, tails: number): FoldedTimeline {
  const seen = new Map<string, number>()
  const keyed = items.map((item) => {
    const name = `${item.at} ${item.type} ${item.title}`
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    return { ...item, key: `${name} ${nth}` }
  })
  const hidden = keyed.length - heads - tails
  if (hidden < WORTH_HIDING) return { first: keyed, hidden: 0, last: [] }
  return { first: keyed.slice(0, heads), hidden, last: keyed.slice(keyed.length - tails) }
}

/** Where an item leads, and what is there. */
export function linkOf({ link }: TimelineItem): { href: string; label: string } | null {
  if (!link) return null
  const places = {
    report: { href: `/sources/reports/${link.id}`, label: 'Report' },
    decision: { href: `/decisions/${link.id}`, label: 'Decision' },
    workload: { href: `/workloads/${link.id}`, label: 'Workload' },
  }
  return places[link.type]
}
