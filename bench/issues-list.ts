import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { ISSUE_SORTS } from '../lib/contract/issues.ts'
import { type Figure, percentile, printFigures } from './figures.ts'

/** Every kind of filter that the queue offers, and some of them together. */
export const FILTERS = [
  ...[
    '',
    'is:open',
    'is:closed',
    'team:mine',
    'team:none',
    'team:team-1',
    'team:team-24',
    'severity:critical',
    'severity:low',
  ],
  ...[
    'kind:vulnerability',
    'kind:misconfiguration',
    'kind:secret',
    'kind:threat',
    'stage:build',
    'stage:runtime',
    'kev:true',
  ],
  ...['kev:false', 'fix:available', 'fix:none', 'running:yes', 'running:no', 'exposed:internet', 'exposed:unknown'],
  ...['cve:CVE-2017-10001', 'package:lib-77', 'package:lib-1', 'rule:tool:RULE-3', 'workload:service-11', 'lib-7'],
  // Words that stand for a tenth of all issues and more, and one that stands for few of them anywhere but in one kind.
  ...['lib', 'service', 'registry', 'CVE-2019', 'tool', 'registry is:closed severity:low'],
  ...['image:registry.example.com/group-3/service-3', 'is:open package:lib-1 severity:low'],
  ...['is:open team:team-1 severity:critical stage:runtime', 'is:open kev:false fix:none running:no'],
] as const

const ROUNDS = 8
const DEEP_PAGES = 20

/**
 * Times the queue over HTTP on a seeded database: for every sort and filter the first page and a deep one, and the facets. `cookie`
 * is a session's; the figures stand beside fifty rows by primary key through the same handlers.
 */
export async function measureIssuesList(databaseUrl: string, cookie: string): Promise<Figure[]> {
  const child = fork(new URL('./api-server.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const get = (path: string) => timed(`http://127.0.0.1:${port}/api/v1/${path}`, cookie)
    await get('issues')
    const rounds = Array.from({ length: 100 }, (_, at) => at)
    const bare: number[] = []
    for (const round of rounds) bare.push((await get(`baseline?from=${1 + round * 997}`)).ms)
    const baseline = { name: '50 rows by primary key, p95', value: percentile(bare, 0.95) }
    const lists = await measureLists(get)
    const facets: number[] = []
    for (const q of FILTERS)
      for (let round = 0; round < ROUNDS; round++)
        facets.push((await get(`issues/facets?${new URLSearchParams({ q })}`)).ms)
    const milliseconds = (name: string, samples: number[], share: number): Figure => ({
      ...{ name: `${name}, p${share * 100}`, value: percentile(samples, share), unit: 'ms', target: '≤ 50', baseline },
    })
    return [
      ...[...lists].flatMap(([name, samples]) => [milliseconds(name, samples, 0.5), milliseconds(name, samples, 0.95)]),
      milliseconds('all lists', [...lists.values()].flat(), 0.95),
      milliseconds('facets', facets, 0.5),
      milliseconds('facets', facets, 0.95),
    ]
  } finally {
    await stopped(child)
  }
}

type Get = (path: string) => Promise<{ ms: number; body: { nextCursor?: string | null } }>

/** Samples by sort, filter and depth. */
async function measureLists(get: Get): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>()
  for (const q of FILTERS) {
    for (const sort of ISSUE_SORTS) {
      const page = (cursor: string, limit = 50) =>
        get(`issues?${new URLSearchParams({ q, sort, limit: String(limit), ...(cursor && { cursor }) })}`)
      const deep = await cursorAfter(page, DEEP_PAGES)
      for (const [depth, cursor] of [['first page', ''], ...(deep ? [['deep page', deep]] : [])] as [
        string,
        string,
      ][]) {
        const all: number[] = []
        for (let round = 0; round < ROUNDS; round++) all.push((await page(cursor)).ms)
        samples.set(`${q || '(all)'} by ${sort}, ${depth}`, all)
      }
    }
  }
  return samples
}

/** The cursor behind so many pages of 200, or of the last page but one where there are fewer; '' where there is one page. */
async function cursorAfter(page: (cursor: string, limit: number) => ReturnType<Get>, pages: number): Promise<string> {
  let cursor = ''
  for (let at = 0; at < pages; at++) {
    const { body } = await page(cursor, 200)
    if (!body.nextCursor) break
    cursor = body.nextCursor
  }
  return cursor
}

async function timed(url: string, cookie: string): ReturnType<Get> {
  const startedAt = performance.now()
  const response = await fetch(url, { headers: { cookie } })
  const body = await response.json()
  const ms = performance.now() - startedAt
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(body)}`)
  return { ms, body: body as { nextCursor?: string | null } }
}

async function stopped(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.disconnect()
  await exited
}

if (import.meta.main) {
  const { sessionCookie } = await import('./session.ts')
  const url = process.env.DATABASE_URL
  if (!url) {
    console.error('usage: DATABASE_URL=postgres://… node bench/issues-list.ts, on a database that bench/seed.ts filled')
    process.exit(2)
  }
  printFigures('Issues list and facets', await measureIssuesList(url, await sessionCookie()))
  process.exit(0)
}
