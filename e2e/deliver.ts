import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Delivers a report as a CI job does, with a token of its own; returns its id. */
export async function deliverReport(page: Page, url: string, content: object, query = ''): Promise<string> {
  const made = await page.request.post('/api/v1/tokens', {
    headers: { origin: url },
    data: { name: 'one more report', kinds: ['reports'] },
  })
  const { token } = await made.json()
  const answer = await fetch(`${url}/api/v1/ingest/reports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(content),
  })
  const text = await answer.text()
  expect(answer.status, text).toBe(202)
  return JSON.parse(text).id
}
