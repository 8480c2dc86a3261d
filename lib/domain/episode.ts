import { type CloseReason, isRemediation, type SightingEnd } from './lifecycle.ts'
import type { Stage } from './observation.ts'

/** What closed an episode, kept for ever. */
export interface CloseEvidence {
  /** How many sightings ended in which way. */
  ended: Partial<Record<SightingEnd, number>>
  /** One sentence for people: what was seen, where. */
  text: string
}

/** One open→closed interval of an issue (DESIGN.md §2). Times are ISO 8601 UTC. */
export interface Episode {
  number: number
  openedAt: string
  openedStage: Stage
  closedAt: string | null
  closeReason: CloseReason | null
  /** First complete scan of a newer version without the problem. */
  fixBuiltAt: string | null
  /** When no running workload used a bad version any more. */
  rolledOutAt: string | null
  evidence: CloseEvidence | null
}

/** The next episode of an issue; `last` is its newest closed one, null for a new issue. */
export function openEpisode(last: Episode | null, at: string, stage: Stage): Episode {
  return {
    number: (last?.number ?? 0) + 1,
    openedAt: at,
    openedStage: stage,
    closedAt: null,
    closeReason: null,
    fixBuiltAt: null,
    rolledOutAt: null,
    evidence: null,
  }
}

/** Closes an episode, never before it opened: a tool's clock may run behind ours. A closed one stays as it is. */
export function closeEpisode(episode: Episode, at: string, reason: CloseReason, evidence: CloseEvidence): Episode {
  if (episode.closedAt !== null) return episode
  return { ...episode, closedAt: laterOf(at, episode.openedAt), closeReason: reason, evidence }
}

/** Seconds from opening to closing, only where closing was remediation; null otherwise (DESIGN.md §7.3). */
export function timeToRemediationSeconds({ openedAt, closedAt, closeReason }: Episode): number | null {
  if (closedAt === null || closeReason === null || !isRemediation(closeReason)) return null
  return secondsBetween(openedAt, closedAt)
}

/** Where the time went, in seconds; null where a step has not happened or is not known (DESIGN.md §7.4). */
export interface EpisodeSegments {
  /** Opening → a fix is published. */
  waiting: number | null
  /** Fix published → fix built. */
  building: number | null
  /** Fix built → rolled out. */
  rollingOut: number | null
  /** Rolled out → closed. */
  closing: number | null
}

/** Splits an episode; `fixAvailableAt` before the opening counts as the opening, null as not known. */
export function episodeSegments(episode: Episode, fixAvailableAt: string | null): EpisodeSegments {
  const available = fixAvailableAt === null ? null : laterOf(fixAvailableAt, episode.openedAt)
  const built = episode.fixBuiltAt && laterOf(episode.fixBuiltAt, available ?? episode.openedAt)
  const rolledOut = episode.rolledOutAt && laterOf(episode.rolledOutAt, built ?? episode.openedAt)
  return {
    waiting: span(episode.openedAt, available),
    building: span(available, built),
    rollingOut: span(built, rolledOut),
    closing: span(rolledOut, episode.closedAt),
  }
}

function span(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, secondsBetween(from, to))
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000
}

function laterOf(one: string, other: string): string {
  return Date.parse(one) >= Date.parse(other) ? one : other
}
