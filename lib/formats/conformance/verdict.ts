import { REPORT_FORMATS } from '../registry.ts'
import { type Counts, EXPECTATIONS, type Expectation, FINDING } from './expectations.ts'
import type { ManifestRow, SampleRow } from './manifest.ts'
import type { Outcome } from './outcome.ts'
import { ADMISSION, FALCO, type Told } from './told.ts'

const FINDING_KINDS = ['vulnerability', 'misconfiguration', 'secret'] as const

/** What the table says of a sample, by what is registered; null when it does not know the manifest's format. */
export function expectationOf(row: ManifestRow): Expectation | null {
  const stated = EXPECTATIONS[row.format]
  if (!stated) return null
  // Plimsoll reads what tools and the API server send, which is never YAML.
  return { ...stated, formats: row.parse.startsWith('yaml') ? [] : stated.formats.filter(isRegistered) }
}

function isRegistered(name: string): boolean {
  return name === FALCO || name === ADMISSION || REPORT_FORMATS.some((format) => format.name === name)
}

/** What is wrong with the outcome, by the manifest where it names the file. */
export function faultsOf(outcome: Outcome, row: SampleRow | null): string[] {
  if (outcome.type === 'crashed') return [`crash: ${outcome.reason}`]
  const { strays = 0 } = outcome.type === 'read' ? outcome.told : {}
  const faults = strays > 0 ? [`${strays} findings without a scope that looked for them`] : []
  const expectation = row && expectationOf(row)
  if (!expectation || expectation.broken) return faults
  return [...faults, ...differences(outcome, expectation, row)]
}

function differences(outcome: Exclude<Outcome, { type: 'crashed' }>, expected: Expectation, row: SampleRow): string[] {
  const { formats, differs } = expected
  const counts = formats.length === 0 ? 'refused' : (expected.counts?.(row) ?? {})
  if (outcome.type === 'refused') {
    return counts === 'refused' || isNothing(counts) ? [] : [`refused, but it is ${formats.join(' or ')}`]
  }
  const { told, named } = outcome
  // What has to be named to be read at all is refused as it comes.
  if (counts === 'refused') return named ? [] : [`taken for ${told.format}, but it must be refused`]
  if (!formats.includes(told.format)) return [`taken for ${told.format}, but it is ${formats.join(' or ')}`]
  const untold = named && !isNothing(counts) && !expected.untold?.(row)
  return [...(untold ? [`not told to be ${told.format}`] : []), ...miscounts(told, counts, differs)]
}

/** Whether nothing was found in the file, which then may not even tell its tool. */
function isNothing(counts: Counts): boolean {
  return Object.keys(counts).length > 0 && Object.values(counts).every((count) => count === 0)
}

/** Every record that was counted must be an observation, or told as unread. */
function miscounts({ counts, unreadRecords }: Told, expected: Counts, differs: string | undefined): string[] {
  const kinds = Object.entries(expected).map(([kind, wanted]) => {
    const found = totalOf(counts, kind === FINDING ? FINDING_KINDS : [kind])
    return { kind, wanted, found, missing: wanted - found }
  })
  const missing = kinds.reduce((sum, kind) => sum + kind.missing, 0)
  if (kinds.every((kind) => kind.missing >= 0) && (missing === 0 || missing === unreadRecords)) return []
  const because = differs ? ` (${differs})` : ''
  return kinds
    .filter((kind) => kind.missing !== 0)
    .map(({ kind, wanted, found }) => `${kind}: ${found}, but ${wanted} are expected${because}`)
}

function totalOf(counts: Told['counts'], kinds: readonly string[]): number {
  return kinds.flatMap((kind) => Object.values(counts[kind] ?? {})).reduce((sum, count) => sum + count, 0)
}
