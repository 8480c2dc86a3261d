import { hash } from 'node:crypto'
import { decideIssue } from '../../domain/issue-decision.ts'
import type { Stage } from '../../domain/observation.ts'
import type { StoredRiskFacts } from '../../domain/risk-facts.ts'
import type { Tx } from '../../store/database.ts'
import {
  addSightings,
  insertIssues,
  type KnownIssue,
  knownIssues,
  type NewIssue,
  type Reopening,
  refreshIssues,
  reopenIssues,
  type SeenFinding,
  type SightingText,
} from '../../store/engine/issues.ts'
import { maskOfStages } from '../../store/issues/cell.ts'
import { reserveIds } from '../../store/reserve-ids.ts'
import { dateReopened } from '../clocks/date-issues.ts'
import type { Placements } from './placements.ts'
import { standingOf } from './score.ts'

/** A finding with what its risk and owner are made from, should it be a new issue. */
export type Finding = SeenFinding &
  Pick<
    StoredRiskFacts,
    'cvssVector' | 'cvssScore' | 'cwes' | 'capabilities' | 'kevSince' | 'epss' | 'secretVerified' | 'alertPriority'
  > & {
    purl: string | null
    /** The file in its repository. */
    paths: string[]
  }

/** Of a finding that is no vulnerability, and in no file. */
export const NO_VULNERABILITY = {
  cvssVector: null,
  cvssScore: null,
  cwes: [],
  capabilities: [],
  kevSince: null,
  epss: null,
  secretVerified: null,
  alertPriority: null,
  purl: null,
  paths: [],
} satisfies Partial<Finding>

/** The scope in which findings are seen; `versions` as in `PlaceIdentity`. */
export interface SeeingScope {
  id: number
  stage: Stage
  versions: string
}

export interface Seen {
  /** Ids of issues. */
  opened: number[]
  reopened: number[]
  /** Issues that existed; where they stand has to be found out anew. */
  known: number
  /** The issues of the findings, in their order. */
  issueIds: number[]
}

/** The hash by which an issue's key is indexed: the first 16 bytes of its SHA-256. */
export function keyHash(key: string): Buffer {
  return hash('sha256', key, 'buffer').subarray(0, 16)
}

/** The scope of one threat's alerts, by the key of its issue. */
export function alertScopeKey(key: string): string {
  return `falco|alert|${key}`
}

/** Opens or reopens the issues of these findings, no two of one issue, and adds their sightings. New ones are scored and owned at once. */
export async function seeFindings(
  tx: Tx,
  scope: SeeingScope,
  placements: Placements,
  at: Date,
  findings: readonly Finding[],
): Promise<Seen> {
  const known = new Map<string, KnownIssue>()
  const hashes = findings.map(({ hash }) => hash)
  for (const issue of await knownIssues(tx, hashes, at)) known.set(issue.hash.toString('latin1'), issue)
  const fresh: Finding[] = []
  const sightings: (SightingText & { id: number })[] = []
  const reopenings: Reopening[] = []
  const taken = new Set<number>()
  for (const finding of findings) {
    const issue = known.get(finding.hash.toString('latin1'))
    if (!issue) {
      fresh.push(finding)
      continue
    }
    // Two that a person joined are one.
    if (taken.has(issue.id)) continue
    taken.add(issue.id)
    const { severity, detail, fingerprint } = finding
    sightings.push({ id: issue.id, severity, detail, fingerprint })
    const decision = decideIssue(issue.status, {
      activeSightings: 1,
      seenNow: true,
      ended: [],
      exception: issue.excepted ? 'in-force' : 'none',
      woken: null,
    })
    if (decision.kind !== 'reopen') continue
    reopenings.push({ id: issue.id, status: decision.status })
  }
  let nextId = 0
  if (fresh.length > 0) {
    nextId = await reserveIds(tx, 'issue', fresh.length)
    await placements.settlePlaces(
      tx,
      fresh.map((finding) => ({ ...finding, versions: scope.versions })),
    )
    await insertIssues(tx, newIssues(fresh, nextId, scope, placements, at), scope, at)
  }
  await reopenIssues(tx, reopenings, scope.stage, at)
  await dateReopened(tx, reopenings, placements.clocks)
  await addSightings(tx, scope.id, sightings, at)
  await refreshIssues(
    tx,
    [...known.values()].map(({ id }) => id),
    maskOfStages([scope.stage]),
  )
  const opened = fresh.map((_, index) => nextId + index)
  return {
    opened,
    reopened: reopenings.map(({ id }) => id),
    known: known.size,
    issueIds: findings.map(({ hash }) => known.get(hash.toString('latin1'))?.id ?? nextId++),
  }
}

/** New issues, each with its standing from the first moment. */
function* newIssues(
  findings: readonly Finding[],
  firstId: number,
  scope: SeeingScope,
  placements: Placements,
  at: Date,
): Generator<NewIssue> {
  const found = {
    ...{ stages: maskOfStages([scope.stage]), teamId: null, ownerBy: 'unowned', versions: scope.versions },
    ...{ status: 'open' as const, clockFrom: at, dueAt: null },
  }
  let id = firstId
  for (const finding of findings) {
    const standing = standingOf({ ...finding, ...found }, placements)
    yield { ...finding, id: id++, standing }
  }
}
