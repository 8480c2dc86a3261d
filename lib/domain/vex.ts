import type { VexStatus } from './observation.ts'

/** A statement as far as it decides what it speaks for. Times are milliseconds. */
export interface Statement {
  id: number
  status: VexStatus
  /** All names of the vulnerability, upper case. */
  names: readonly string[]
  image: { repository: string; tag: string | null; digest: string | null } | null
  repository: string | null
  /** Package URL without version; '' is the product as a whole. */
  purl: string
  /** '' is every version of the package. */
  version: string
  statedAt: number
  /** When it came here first; what says the same again is the same statement. */
  takenAt: number
  /** The team whose token brought it: it speaks about this team's issues only. */
  teamId: number | null
}

/** Where an issue is seen now. */
export interface SeenIn {
  digest: string | null
  tags: readonly string[]
  /** The installed versions of the package there, '' where the source does not say. */
  versions: readonly string[]
}

export interface StatedIssue {
  names: readonly string[]
  purl: string
  image: string | null
  repository: string | null
  teamId: number | null
  seen: readonly SeenIn[]
}

/** Whether it is about the issue's vulnerability in its image, repository or package, in whichever version. */
export function concerns(statement: Statement, issue: Omit<StatedIssue, 'seen'>): boolean {
  return (
    statement.names.some((name) => issue.names.includes(name)) &&
    (statement.image === null || statement.image.repository === issue.image) &&
    (statement.repository === null || statement.repository === issue.repository) &&
    (statement.purl === '' || statement.purl === issue.purl) &&
    (statement.teamId === null || statement.teamId === issue.teamId)
  )
}

/** Whether a statement that concerns the issue is about the version in which it is seen there. */
export function covers({ image, version }: Statement, seen: SeenIn): boolean {
  if (version !== '' && !(seen.versions.length > 0 && seen.versions.every((one) => isSame(one, version)))) return false
  if (image?.digest) return image.digest === seen.digest
  return !image?.tag || seen.tags.includes(image.tag)
}

/** One source writes the `v` of a Go version and the empty epoch of a distribution's, another does not. */
function isSame(one: string, other: string): boolean {
  return one !== '' && plain(one) === plain(other)
}

function plain(version: string): string {
  return version.replace(/^(?:0:|v(?=\d))/, '')
}

/** For each place in which the issue is seen the statement that speaks there, which is the newest; null where none does. */
export function voices(statements: readonly Statement[], issue: StatedIssue): (Statement | null)[] {
  const concerned = statements.filter((statement) => concerns(statement, issue))
  return issue.seen.map((seen) => newest(concerned.filter((statement) => covers(statement, seen))))
}

export function newest(statements: readonly Statement[]): Statement | null {
  return statements.reduce<Statement | null>((best, one) => (best === null || order(one, best) > 0 ? one : best), null)
}

function order(one: Statement, other: Statement): number {
  return one.statedAt - other.statedAt || one.takenAt - other.takenAt || one.id - other.id
}

/** That the issue affects nothing in which it is seen: by which statement, and since when that is known. */
export interface Excuse {
  statement: Statement
  takenAt: number
}

/** The excuse of an issue of which the statements say, wherever it is seen, that it is not affected; null when one place has none. */
export function excuseOf(statements: readonly Statement[], issue: StatedIssue): Excuse | null {
  const speaking = voices(statements, issue).flatMap((voice) => (voice?.status === 'not_affected' ? [voice] : []))
  const statement = newest(speaking)
  if (statement === null || speaking.length < issue.seen.length) return null
  return { statement, takenAt: Math.max(...speaking.map(({ takenAt }) => takenAt)) }
}

/** What a statement is for one issue, to be told under its evidence. */
export type StatementEffect =
  /** It says why the issue is dismissed, or would be. */
  | 'excuses'
  /** Not affected in some of the versions in which the issue is seen. */
  | 'partial'
  /** Fixed, in a version in which the issue is not seen. */
  | 'agrees'
  /** Fixed, and a source still sees it there. */
  | 'contradicted'
  /** About versions in which the issue is not seen. */
  | 'elsewhere'
  /** A newer statement speaks wherever this one would. */
  | 'outdated'
  /** It is affected, or not known yet. */
  | 'noted'

/** What a statement in force that concerns the issue comes to, beside the others. */
export function effectOf(statement: Statement, others: readonly Statement[], issue: StatedIssue): StatementEffect {
  const places = issue.seen.filter((seen) => covers(statement, seen))
  if (places.length === 0) return statement.status === 'fixed' ? 'agrees' : 'elsewhere'
  const speaking = voices([statement, ...others.filter(({ id }) => id !== statement.id)], issue)
  if (!speaking.some((voice) => voice?.id === statement.id)) return 'outdated'
  if (statement.status === 'fixed') return 'contradicted'
  if (statement.status !== 'not_affected') return 'noted'
  return speaking.every((voice) => voice?.status === 'not_affected') ? 'excuses' : 'partial'
}

/** What a statement says, by which a restatement is told from a new one. */
export interface Said {
  status: VexStatus
  justification: string
  statement: string
}

/**
 * What becomes of the current statement when the same speaker speaks again about the same: who says the same again leaves what
 * people decided about it in force, so that a document that is sent with every build need not be judged with every build.
 */
export function succession(
  current: Said & { statedAt: number },
  next: Said & { statedAt: number },
): 'restated' | 'superseded' | 'late' {
  if (next.statedAt < current.statedAt) return 'late'
  const isSameSaid =
    next.status === current.status &&
    next.justification === current.justification &&
    next.statement === current.statement
  return isSameSaid ? 'restated' : 'superseded'
}
