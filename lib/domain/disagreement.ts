import { SEVERITY_RANK, type Severity } from './severity.ts'

/** What one tool's complete scan says of an issue in one thing that was scanned. */
export interface Opinion {
  source: string
  /** Digest, workload or repository. */
  subject: string
  /** When it last scanned completely; ISO 8601. */
  scannedAt: string
  /** Null when it does not see the issue there. */
  seen: { severity: Severity; fixedVersion: string } | null
}

/** Tools that looked at the same thing and say different things of one issue. */
export interface Disagreement {
  about: 'sight' | 'fix' | 'severity'
  subject: string
  said: { source: string; says: string; scannedAt: string }[]
}

/** Where tools that completely scanned the same thing disagree, what was scanned last first. */
export function disagreements(opinions: readonly Opinion[]): Disagreement[] {
  const bySubject = [...Map.groupBy(opinions, ({ subject }) => subject)].map(([subject, all]) => ({
    subject,
    opinions: oneOfEach(all),
  }))
  const last = (all: readonly Opinion[]) =>
    all
      .map(({ scannedAt }) => scannedAt)
      .sort()
      .at(-1) ?? ''
  bySubject.sort((a, b) => last(b.opinions).localeCompare(last(a.opinions)) || a.subject.localeCompare(b.subject))
  return bySubject.flatMap(({ subject, opinions: all }) =>
    of(all).map(({ about, said }) => ({
      ...{ about, subject },
      said: said.map(({ opinion: { source, scannedAt }, says }) => ({ source, says, scannedAt })),
    })),
  )
}

type Said = { opinion: Opinion; says: string }[]

function of(opinions: readonly Opinion[]): { about: Disagreement['about']; said: Said }[] {
  const seeing = opinions.flatMap((opinion) => (opinion.seen ? [{ opinion, ...opinion.seen }] : []))
  if (seeing.length === 0) return []
  const unseen = opinions.filter(({ seen }) => seen === null)
  const fixed = seeing.filter(({ fixedVersion }) => fixedVersion !== '')
  const rated = seeing.filter(({ severity }) => severity !== 'unknown')
  const found: { about: Disagreement['about']; said: Said }[] = []
  if (unseen.length > 0) {
    found.push({ about: 'sight', said: unseen.map((opinion) => ({ opinion, says: 'does not see it' })) })
  }
  if (fixed.length > 0 && fixed.length < seeing.length) {
    const says = (version: string) => (version === '' ? 'knows no fix' : `says that ${version} fixes it`)
    found.push({
      about: 'fix',
      said: seeing.map(({ opinion, fixedVersion }) => ({ opinion, says: says(fixedVersion) })),
    })
  }
  if (new Set(rated.map(({ severity }) => severity)).size > 1) {
    const worstFirst = rated.toSorted((a, b) => SEVERITY_RANK[b.severity] - SEVERITY_RANK[a.severity])
    found.push({
      about: 'severity',
      said: worstFirst.map(({ opinion, severity }) => ({ opinion, says: `says ${severity}` })),
    })
  }
  return found
}

/** A tool whose several scans of one thing cover parts of it sees what any of them sees. */
function oneOfEach(opinions: readonly Opinion[]): Opinion[] {
  const bySource = new Map<string, Opinion>()
  for (const opinion of opinions) {
    const known = bySource.get(opinion.source)
    if (!known || (known.seen === null && opinion.seen !== null)) bySource.set(opinion.source, opinion)
  }
  return [...bySource.values()].sort((a, b) => a.source.localeCompare(b.source))
}
