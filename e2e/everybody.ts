import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** Holds the page as it stands to WCAG 2.2 AA in both themes, and to the width of its window. */
export async function expectForEverybody(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    // A colour on its way to the other theme is neither theme's.
    await expect(async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      expect(told, `${page.url()}, ${colorScheme}`).toEqual([])
    }).toPass({ timeout: 8_000, intervals: [300] })
  }
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(tooWide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** Goes on with Tab until this has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${target}`)
}

/** Moves to the first row by its key; the page listens for keys a moment after it is shown. */
export async function firstRowByKey(page: Page): Promise<void> {
  const row = page.locator('tbody tr[data-index="0"]')
  await expect(row).toBeVisible()
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(row).toBeFocused({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
}
