import { ISSUE_STATUSES, type IssueStatus } from './lifecycle.ts'
import { ISSUE_KINDS, type IssueKind, STAGES, type Stage } from './observation.ts'
import { SEVERITIES, type Severity } from './severity.ts'

/**
 * The queue's filters. Every field is a conjunction; the values inside one field are alternatives. What a person types,
 * what the chips show, what the URL holds and what the API takes is one text: `is:open team:payments severity:critical`.
 */
export interface IssueFilter {
  is: IssueStatus[]
  severity: Severity[]
  kind: IssueKind[]
  stage: Stage[]
  /** Team slugs; `none` is what nobody owns, `mine` the reader's own teams. */
  team: string[]
  /** Team slugs, `mine` or `any`: issues of a base image in what these teams run, which its owner mends. */
  waiting: string[]
  kev: boolean[]
  fix: ('available' | 'none')[]
  running: ('yes' | 'no' | 'unknown')[]
  exposed: ('internet' | 'no' | 'unknown')[]
  /** Put off until a date. */
  snoozed: ('yes' | 'no')[]
  /** Where the clock of an open issue stands; `none` is without a date. */
  due: ('overdue' | 'soon' | 'in-time' | 'none')[]
  /** Acceptances that wait for a second person. */
  approval: 'pending'[]
  /** Vulnerability ids, exact. */
  cve: string[]
  /** Package names, exact. */
  package: string[]
  /** Image repositories, exact. */
  image: string[]
  /** Workloads by `namespace/name` or `name`. */
  workload: string[]
  /** Rule or check names, exact. */
  rule: string[]
  /** Words without a field: looked for in vulnerability ids, packages, rules, images and workloads. */
  text: string[]
}

const CLOSED_SETS = {
  is: ISSUE_STATUSES,
  severity: SEVERITIES,
  kind: ISSUE_KINDS,
  stage: STAGES,
  kev: ['true', 'false'],
  fix: ['available', 'none'],
  running: ['yes', 'no', 'unknown'],
  exposed: ['internet', 'no', 'unknown'],
  snoozed: ['yes', 'no'],
  due: ['overdue', 'soon', 'in-time', 'none'],
  approval: ['pending'],
} as const

/** Every field that can be typed before a colon, in the order in which they are offered and printed. */
export const SEARCH_FIELDS = [
  'is',
  'team',
  'waiting',
  'severity',
  'kind',
  'stage',
  'kev',
  'fix',
  'running',
  'exposed',
  'snoozed',
  'due',
  'approval',
  'cve',
  'package',
  'image',
  'workload',
  'rule',
] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]

/** Those of which the queue counts the values, in the order of its filters. */
export const FACET_FIELDS = [
  'is',
  'team',
  'severity',
  'kind',
  'stage',
  'kev',
  'fix',
  'running',
  'exposed',
  'snoozed',
] as const satisfies readonly SearchField[]
export type FacetField = (typeof FACET_FIELDS)[number]

/** The values that a field can take, or null when they come from the data. */
export function valuesOf(field: SearchField): readonly string[] | null {
  return field in CLOSED_SETS ? CLOSED_SETS[field as keyof typeof CLOSED_SETS] : null
}

export function emptyFilter(): IssueFilter {
  return {
    is: [],
    severity: [],
    kind: [],
    stage: [],
    team: [],
    waiting: [],
    kev: [],
    fix: [],
    running: [],
    exposed: [],
    snoozed: [],
    due: [],
    approval: [],
    cve: [],
    package: [],
    image: [],
    workload: [],
    rule: [],
    text: [],
  }
}

/** One thing that a search text says: a filter's value, or a word. `problem` is set when it was not understood. */
export interface SearchTerm {
  field: SearchField | null
  value: string
  problem?: string
}

const TERM = /(?:([A-Za-z]+):)?("(?:[^"\\]|\\.)*"|[^\s"]+)/g
const MAX_TERMS = 50

/** Splits a search text into its terms, in order. Values with spaces are quoted: `workload:"my app"`. */
export function parseSearchTerms(text: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const match of text.matchAll(TERM)) {
    if (terms.length === MAX_TERMS) break
    const raw = match[2] ?? ''
    const value = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw
    const field = match[1]?.toLowerCase()
    if (field === undefined) terms.push({ field: null, value })
    else if ((SEARCH_FIELDS as readonly string[]).includes(field)) terms.push(checkedTerm(field as SearchField, value))
    else terms.push({ field: null, value: `${match[1]}:${value}` })
  }
  return terms
}

function checkedTerm(field: SearchField, value: string): SearchTerm {
  const values = valuesOf(field)
  if (!values) return { field, value: field === 'cve' ? value.toUpperCase() : value }
  const lower = value.toLowerCase()
  if (values.includes(lower)) return { field, value: lower }
  return { field, value, problem: `${field}: takes ${values.join(', ')}` }
}

/** The filter that a search text means, and what in it was not understood (those terms do not filter). */
export function parseIssueSearch(text: string): { filter: IssueFilter; problems: string[] } {
  const filter = emptyFilter()
  const problems: string[] = []
  if ((text.match(TERM)?.length ?? 0) > MAX_TERMS) problems.push(`only the first ${MAX_TERMS} terms are read`)
  for (const { field, value, problem } of parseSearchTerms(text)) {
    if (problem) problems.push(problem)
    else if (field === null) add(filter.text, value)
    else if (field === 'kev') add(filter.kev, value === 'true')
    else add(filter[field] as string[], value)
  }
  return { filter, problems }
}

function add<Value>(values: Value[], value: Value): void {
  if (!values.includes(value)) values.push(value)
}

/** The text of a filter; `parseIssueSearch` of it gives the same filter. */
export function printIssueSearch(filter: IssueFilter): string {
  const terms: SearchTerm[] = SEARCH_FIELDS.flatMap((field) =>
    filter[field].map((value) => ({ field, value: String(value) })),
  )
  return [...terms, ...filter.text.map((value) => ({ field: null, value }))].map(printSearchTerm).join(' ')
}

/** One term as it is typed. */
export function printSearchTerm({ field, value }: SearchTerm): string {
  return field === null ? quoted(value) : `${field}:${quoted(value)}`
}

function quoted(value: string): string {
  return value === '' || /[\s"\\:]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
}
