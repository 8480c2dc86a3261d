import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { IssueFilter } from '../../domain/issue-search.ts'
import type { IssueKind } from '../../domain/observation.ts'
import type { Db } from '../database.ts'
import { literal } from '../holds.ts'
import { type WaitingTeams, waitingPlaces, waits } from './waiting.ts'

/** The most ids of a table that one word or field stands for; beyond it the search is cut short and says so. */
const MAX_IDS = 300
/** The most issues that the images of the named workloads bring in. */
const MAX_ISSUES = 20_000

/** The filters with open values as conditions on `issue i`. `cut`: more ids matched than were taken. */
export interface OpenSearch {
  condition: Sql
  /** The same, in words that no index answers: for reading in the queue's order, of which the planner thinks too little. */
  filter: Sql
  /** When the condition is one group, the conditions of which any must hold, each on one column; else empty. */
  anyOf: { column: Sql; condition: Sql }[]
  /** Whether issues of a kind can be found at all: vulnerabilities have no rule, the others nothing else. */
  mayFind: (kind: IssueKind) => boolean
  cut: boolean
  /** Whether it finds only what the asked teams wait for, whoever owns that. */
  forWaiting: boolean
}

type Column = 'vulnerability_id' | 'package_id' | 'rule_id' | 'image_id' | 'workload_id' | 'place_id' | 'id'

interface Found {
  column: Column
  ids: number[]
  /** What must hold beside. */
  also?: Sql
  /** Of what is no list of ids: the condition, and the same in words that no index answers. */
  told?: { condition: Sql; filter: Sql }
}

/** The time at which dates are looked at, and until when they are near. */
export interface DueTimes {
  now: Date
  soonUntil: Date
}

const COLUMNS: Record<Column, Sql> = {
  vulnerability_id: sql`i.vulnerability_id`,
  package_id: sql`i.package_id`,
  rule_id: sql`i.rule_id`,
  image_id: sql`i.image_id`,
  workload_id: sql`i.workload_id`,
  place_id: sql`i.place_id`,
  id: sql`i.id`,
}

/**
 * Finds the ids that the open-ended filters mean in their small tables. Null when the filter has none of them. `waiting` are
 * the teams that the filter of that name means; undefined where it is not used.
 */
export async function resolveSearch(
  db: Db,
  filter: IssueFilter,
  times: DueTimes,
  waiting?: WaitingTeams,
): Promise<OpenSearch | null> {
  const groups: Promise<Found[]>[] = []
  if (filter.cve.length > 0) groups.push(vulnerabilities(db, filter.cve))
  if (filter.package.length > 0)
    groups.push(found(db, 'package_id', sql`SELECT id FROM package WHERE name = ANY (${filter.package})`))
  if (filter.image.length > 0)
    groups.push(found(db, 'image_id', sql`SELECT id FROM image WHERE repository = ANY (${filter.image})`))
  if (filter.rule.length > 0)
    groups.push(found(db, 'rule_id', sql`SELECT id FROM rule WHERE name = ANY (${filter.rule})`))
  if (filter.workload.length > 0) groups.push(workloads(db, filter.workload))
  if (waiting !== undefined) groups.push(waitingFor(db, waiting))
  if (filter.due.length > 0) groups.push(Promise.resolve(dueIn(filter.due, times)))
  if (filter.approval.length > 0)
    groups.push(found(db, 'id', sql`SELECT issue_id AS id FROM approval_request WHERE outcome IS NULL`, MAX_ISSUES))
  for (const word of filter.text) groups.push(anywhere(db, word))
  if (groups.length === 0) return null
  const resolved = await Promise.all(groups)
  return {
    condition: allOf(resolved.map((group) => conditionsOf(group))),
    filter: allOf(resolved.map((group) => conditionsOf(group, sql` + 0`))),
    anyOf:
      resolved.length > 1
        ? []
        : resolved.flat().flatMap((one) => {
            const [condition] = conditionsOf([one])
            return condition && !one.told ? [{ column: COLUMNS[one.column], condition }] : []
          }),
    mayFind: (kind) =>
      resolved.every((group) => group.some((one) => one.told || (one.ids.length > 0 && mayHold(one.column, kind)))),
    forWaiting: waiting !== undefined,
    cut: resolved
      .flat()
      .some(({ column, ids }) => ids.length >= (column === 'id' || column === 'place_id' ? MAX_ISSUES : MAX_IDS)),
  }
}

/** As the constraint `issue_problem_named` has it. */
function mayHold(column: Column, kind: IssueKind): boolean {
  if (column === 'rule_id') return kind !== 'vulnerability'
  if (column === 'place_id') return kind === 'vulnerability'
  return kind === 'vulnerability' || (column !== 'vulnerability_id' && column !== 'package_id')
}

function conditionsOf(group: readonly Found[], plus: Sql = empty): Sql[] {
  return group
    .filter(({ ids, told }) => ids.length > 0 || told)
    .map(({ column, ids, also, told }) => {
      if (told) return plus === empty ? told.condition : told.filter
      const among = sql`(${COLUMNS[column]}${plus}) = ANY (${ids}::bigint[])`
      return also ? sql`(${among} AND ${also})` : among
    })
}

function allOf(groups: readonly (readonly Sql[])[]): Sql {
  return join(
    groups.map((conditions) => sql`(${join([...conditions, sql`false`], ' OR ')})`),
    ' AND ',
  )
}

async function found(db: Db, column: Column, ids: Sql, limit = MAX_IDS): Promise<Found[]> {
  const rows = await db.query<{ id: number }>(sql`${ids} LIMIT ${limit}`)
  return [{ column, ids: rows.map(({ id }) => id) }]
}

/** By `issue_due_told_idx`, which has what is open by what was told of its date. */
function dueIn(values: IssueFilter['due'], { now, soonUntil }: DueTimes): Found[] {
  const within = (due: Sql): Record<IssueFilter['due'][number], Sql> => ({
    overdue: sql`${due} < ${now}`,
    soon: sql`${due} >= ${now} AND ${due} <= ${soonUntil}`,
    'in-time': sql`${due} > ${soonUntil}`,
    none: sql`${due} IS NULL`,
  })
  const [indexed, plain] = [within(sql`i.due_at`), within(sql`(i.due_at + interval '0')`)]
  const told = values.map((value) => ({
    condition: sql`(i.status = 'open' AND i.due_told = ANY ('{0,1,2}') AND ${indexed[value]})`,
    filter: sql`(i.status = 'open' AND ${plain[value]})`,
  }))
  return told.map((one) => ({ column: 'id' as const, ids: [], told: one }))
}

async function waitingFor(db: Db, teamIds: WaitingTeams): Promise<Found[]> {
  return [{ column: 'place_id', ids: await waitingPlaces(db, teamIds, MAX_ISSUES), also: waits(teamIds) }]
}

function vulnerabilities(db: Db, names: string[]): Promise<Found[]> {
  return found(
    db,
    'vulnerability_id',
    sql`SELECT id FROM vulnerability WHERE name = ANY (${names}) OR aliases && ${names}::text[]`,
  )
}

/** The issues of these workloads and of the image versions that they run now. Names read `name`, `namespace/name` or `cluster/namespace/name`. */
async function workloads(db: Db, names: string[]): Promise<Found[]> {
  const [own] = await found(
    db,
    'workload_id',
    sql`
      SELECT w.id FROM workload w JOIN cluster c ON c.id = w.cluster_id
      WHERE w.name = ANY (${names}) OR w.namespace || '/' || w.name = ANY (${names})
        OR c.name || '/' || w.namespace || '/' || w.name = ANY (${names})`,
  )
  const inImages = await found(
    db,
    'id',
    sql`
      SELECT DISTINCT s.issue_id AS id
      FROM workload_container c
      JOIN scope p ON p.image_version_id = c.image_version_id
      JOIN sighting s ON s.scope_id = p.id AND s.ended_at IS NULL
      WHERE c.workload_id = ANY (${own!.ids}::bigint[])`,
    MAX_ISSUES,
  )
  return [own!, ...inImages]
}

/** Everything whose name starts with the word (vulnerabilities, packages, rules) or holds it (images, workloads). */
async function anywhere(db: Db, word: string): Promise<Found[]> {
  const escaped = literal(word)
  const starts = [...new Set([escaped, escaped.toLowerCase(), escaped.toUpperCase()])].map((text) => `${text}%`)
  const holds = `%${escaped}%`
  const prefix = (column: Sql) =>
    join(
      starts.map((start) => sql`${column} LIKE ${start}`),
      ' OR ',
    )
  const all = await Promise.all([
    found(
      db,
      'vulnerability_id',
      sql`SELECT id FROM vulnerability WHERE ${prefix(sql`name`)} OR aliases && ARRAY[${word.toUpperCase()}]`,
    ),
    found(db, 'package_id', sql`SELECT id FROM package WHERE ${prefix(sql`name`)} OR purl = ${word}`),
    found(db, 'rule_id', sql`SELECT id FROM rule WHERE name ILIKE ${holds} OR title ILIKE ${holds}`),
    found(db, 'image_id', sql`SELECT id FROM image WHERE repository ILIKE ${holds}`),
    found(
      db,
      'workload_id',
      sql`SELECT id FROM workload WHERE name ILIKE ${holds} OR namespace || '/' || name ILIKE ${holds}`,
    ),
  ])
  return all.flat()
}
