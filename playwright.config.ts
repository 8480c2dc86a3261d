import { defineConfig } from '@playwright/test'
import { findChromium } from './bin/chromium.ts'

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/stack.ts',
  fullyParallel: false,
  workers: 1,
  // A busy machine may miss a moment; a test that needed its second chance is listed as flaky.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})
