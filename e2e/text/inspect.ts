import { expect, type Page } from '@playwright/test'

/** Widths of a laptop and of a phone. */
const WIDTHS = [1440, 390]

/**
 * Watches a page from now on for what only hostile text would cause: dialogs, requests to anywhere else, and a broken
 * content policy. What the console says is watched by the fixture.
 */
export function watch(page: Page, origin: string): string[] {
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) seen.push(`request: ${request.url()}`)
  })
  page.context().on('page', (other) => seen.push(`window: ${other.url()}`))
  return seen
}

/** What is wrong with the page as it stands, at both widths: nothing, when every text stayed a text. */
export async function inspect(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    found.push(...(await page.evaluate(wrongWith, width)))
  }
  await page.setViewportSize({ width: WIDTHS[0] ?? 0, height: 900 })
  return [...new Set(found)]
}

/** Runs in the page. */
function wrongWith(width: number): string[] {
  const wrong: string[] = []
  if ('__hit' in window) wrong.push(`a string ran: window.__hit is ${window.__hit}`)
  for (const element of document.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase()
    const say = (what: string) => wrong.push(`${what}: ${element.outerHTML.slice(0, 200)}`)
    if (element.classList.contains('hit')) say('an element made by a string')
    if (['iframe', 'object', 'embed', 'base', 'frame'].includes(name)) say('an element that no page has')
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on')) say('a handler')
      if (attribute === 'srcdoc') say('a document in an attribute')
      if (!['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(attribute)) continue
      const { protocol, origin } = new URL(value, location.href)
      if (protocol !== 'http:' && protocol !== 'https:') say('an address that is no web address')
      if (origin !== location.origin && name !== 'a') say('something loaded from elsewhere')
      if (origin !== location.origin && !element.getAttribute('rel')?.includes('noopener'))
        say('a link that can reach back')
    }
    // Next hands its data to the page in scripts of one shape; there the strings stand inside a string.
    const isData = name === 'script' && element.textContent.startsWith('self.__next_f.push(')
    if (name === 'script' && element.textContent.includes('__hit') && !isData) say('a script that holds a string')
  }
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) {
    const wide = [...document.querySelectorAll('main *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1,
    )
    wrong.push(`${scrollWidth} wide in a window of ${width}: ${wide[0]?.outerHTML.slice(0, 300)}`)
  }
  return wrong
}

/** Opens each address in turn; every complaint is told with its address. */
export async function visit(
  page: Page,
  origin: string,
  paths: readonly string[],
  look?: (path: string) => Promise<unknown>,
) {
  const seen = watch(page, origin)
  const wrong: string[] = []
  for (const path of paths) {
    await page.goto(path)
    await look?.(path)
    for (const complaint of [...(await inspect(page)), ...seen.splice(0)]) wrong.push(`${path} ${complaint}`)
  }
  expect(wrong).toEqual([])
}

/** Whether the page says this, somewhere, as text. */
export async function says(page: Page, text: string): Promise<void> {
  const whole = (await page.locator('main').first().textContent()) ?? ''
  expect.soft(whole.replaceAll(/\r\n?/g, '\n').includes(text), `${page.url()} shows ${JSON.stringify(text)}`).toBe(true)
}
