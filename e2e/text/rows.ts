import { expect, type Page } from '@playwright/test'
import type { IssueRow } from '../../lib/contract/issues.ts'
import { cleanText } from '../../lib/domain/clean-text.ts'
import { ISSUE_KINDS } from '../../lib/domain/observation.ts'
import { STRINGS } from './strings.ts'

/** The strings with their names. */
export const strings = Object.entries(STRINGS)
/** A text as a page says it: without what cannot be kept, its line breaks as HTML has them. */
export const shown = (text: string, length = 100) => cleanText(text, length).replaceAll(/\r\n?/g, '\n')

/** Every row of a paged list. */
export async function all<Row>(page: Page, path: string): Promise<Row[]> {
  const rows: Row[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const response = await page.request.get(`${path}limit=200${cursor && `&cursor=${cursor}`}`)
    expect(response.status(), path).toBe(200)
    const one: { rows: Row[]; nextCursor: string | null } = await response.json()
    rows.push(...one.rows)
    cursor = one.nextCursor
  }
  return rows
}

/** Whether a row of the queue shows this text. */
export const isAbout = ({ title, where }: IssueRow, text: string) =>
  `${title}\n${where.label}\n${where.detail}`.includes(cleanText(text, 40))

/** The issues that the strings made, in the order in which they were found. */
export async function hostileIssues(page: Page): Promise<IssueRow[]> {
  const rows = await all<IssueRow>(page, '/api/v1/issues?sort=oldest&q=&')
  return rows.filter((row) => strings.some(([, text]) => isAbout(row, text)))
}

/** For each text an issue, the kinds taking turns; of those that are markup, an issue of each kind. */
export function onePerText(issues: readonly IssueRow[]): IssueRow[] {
  return strings.flatMap(([, text], turn) => {
    const about = issues.filter((issue) => isAbout(issue, text))
    const kinds = text.includes('class=hit') ? ISSUE_KINDS : [ISSUE_KINDS[turn % 4]]
    return kinds.flatMap((kind) => about.find((issue) => issue.kind === kind) ?? [])
  })
}
