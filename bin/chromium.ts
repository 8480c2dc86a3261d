import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** A browser to test with: PLAYWRIGHT_CHROMIUM, the system's, or Playwright's own; null when there is none. */
export function findChromium(): string | null {
  const candidates = [process.env.PLAYWRIGHT_CHROMIUM, ...PLACES, MAC, chromium.executablePath()]
  return candidates.find((path) => path && existsSync(path)) ?? null
}

/** Installs Debian's chromium when root may and none is there; otherwise says in one line what to install. */
export function ensureChromium(): void {
  if (findChromium()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('  Installing chromium for the browser tests\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env })
    if (findChromium()) return
  }
  process.stderr.write(
    '\n  No browser was found for the browser tests. Install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to its path.\n\n',
  )
  process.exit(1)
}
