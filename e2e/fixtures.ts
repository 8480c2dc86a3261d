import { test as base, type Page } from '@playwright/test'
import type { Role } from '../lib/domain/actor.ts'
import { type Stack, stack } from './stack.ts'

interface Fixtures {
  stack: Stack
  /** Opens a page as a person of this role; every console error and page error fails the test at its end. */
  pageAs: (role: Role, path?: string) => Promise<Page>
}

/** Chromium's own line about an answer that pages expect: somebody else was quicker. */
const CONFLICT = /^Failed to load resource: .* status of 409 /

const sessions = new Map<Role, string>()

/** The session cookie of a role's person, signed in once a worker. */
async function sessionOf(role: Role): Promise<string> {
  const kept = sessions.get(role)
  if (kept) return kept
  const { url, people } = stack()
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(people[role]),
  })
  if (!response.ok) throw new Error(`Signing in as ${role} failed: ${response.status} ${await response.text()}`)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  sessions.set(role, cookie)
  return cookie
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
  stack: async ({}, use) => use(stack()),
  pageAs: async ({ browser, stack }, use, testInfo) => {
    const problems: string[] = []
    const contexts: { close(): Promise<void> }[] = []
    await use(async (role, path = '/') => {
      const { viewport, colorScheme, locale, timezoneId } = testInfo.project.use
      const context = await browser.newContext({
        baseURL: stack.url,
        ...(viewport && { viewport }),
        ...(colorScheme && { colorScheme }),
        ...(locale && { locale }),
        ...(timezoneId && { timezoneId }),
      })
      contexts.push(context)
      const [name, ...value] = (await sessionOf(role)).split('=')
      await context.addCookies([
        { name: name ?? '', value: value.join('='), url: stack.url, httpOnly: true, sameSite: 'Lax' },
      ])
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' && !CONFLICT.test(message.text())) problems.push(`console: ${message.text()}`)
      })
      // A key that is pressed before React has taken over is lost, and no person is that fast.
      const goto = page.goto.bind(page)
      page.goto = async (...target) => {
        const response = await goto(...target)
        await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith('__react')))
        return response
      }
      await page.goto(path)
      return page
    })
    for (const context of contexts) await context.close()
    if (problems.length > 0) throw new Error(`The browser complained:\n${problems.join('\n')}`)
  },
})

export { expect } from '@playwright/test'
