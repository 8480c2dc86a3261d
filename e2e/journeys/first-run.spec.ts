import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { launch, openFolder, placeIn } from '../../bin/testing/launch.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

const run = promisify(execFile)

/** What a scanner would have written: one flaw in one image. */
const SCAN = {
  SchemaVersion: 2,
  CreatedAt: '2026-11-21T08:00:00Z',
  ArtifactName: 'registry.first-run.example/shop:1',
  ArtifactType: 'container_image',
  Metadata: { RepoDigests: [`registry.first-run.example/shop@sha256:${'e'.repeat(64)}`] },
  Results: [
    {
      Target: 'shop',
      Class: 'os-pkgs',
      Type: 'debian',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2023-4911',
          PkgName: 'libc6',
          PkgIdentifier: { PURL: 'pkg:deb/debian/libc6@2.36-9?arch=amd64' },
          InstalledVersion: '2.36-9',
          FixedVersion: '2.36-9+deb12u3',
          Severity: 'HIGH',
          Title: 'glibc: buffer overflow in the dynamic loader',
        },
      ],
    },
  ],
}

/** Runs copied lines as a person does in a shell, with a scanner on the path that writes SCAN. */
async function runCopied(lines: string, token: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-snippet-'))
  try {
    await mkdir(join(folder, 'bin'))
    await writeFile(join(folder, 'scan.json'), JSON.stringify(SCAN))
    await writeFile(join(folder, 'bin/trivy'), `#!/bin/sh\ntest "$6" = shop:1 && cp ${folder}/scan.json "$5"\n`)
    await chmod(join(folder, 'bin/trivy'), 0o755)
    const env = {
      ...process.env,
      PATH: `${folder}/bin${delimiter}${process.env.PATH}`,
      IMAGE: 'shop:1',
      PLIMSOLL_TOKEN: token,
    }
    await run('sh', ['-ec', lines], { cwd: folder, env })
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a stranger follows the printed link, connects a scanner with copied lines and sees it arrive', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const folder = await openFolder('plimsoll-first-run-')
  const { launcher, url, output, ready, ended } = launch(await placeIn(folder))
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  try {
    await ready()
    const link = output().match(/http\S+\/welcome#\w+/)?.[0] ?? ''
    const page = await context.newPage()
    await page.goto(url)
    await expect(page.getByText('Nobody has an account yet')).toBeVisible()
    await expectForEverybody(page)

    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Set up Plimsoll' })).toBeVisible()
    await expectForEverybody(page)
    await tabTo(page, page.getByLabel('Your name'))
    await page.keyboard.type('Fay First')
    await page.keyboard.press('Tab')
    await page.keyboard.type('fay@first-run.example')
    await page.keyboard.press('Tab')
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/12/)
    await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at low tide')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible()
    await expect(page.getByText('Waiting for the first report')).toBeVisible()
    await expectForEverybody(page)

    const again = await (await browser.newContext()).newPage()
    await again.goto(link)
    await expect(again.getByRole('heading', { name: 'This link is no longer valid' })).toBeVisible()
    await again.context().close()

    for (const [path, words] of [
      ['/issues', 'Waiting for the first report'],
      ['/workloads', 'No workload is known yet'],
      ['/decisions', 'The deploy gate was not asked yet'],
      ['/sources/reports', 'No report came in yet'],
    ] as const) {
      await page.goto(url + path)
      await expect(page.getByText(words)).toBeVisible()
      await expectForEverybody(page)
    }

    await page.goto(`${url}/sources`)
    await page.getByRole('button', { name: 'New token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('CI of the shop')
    await expect(dialog.getByRole('checkbox', { name: /^reports/ })).toBeChecked()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await expect(dialog.getByText('You will not see it again.')).toBeVisible()
    await expectForEverybody(page)
    await dialog.getByRole('button', { name: 'Copy token' }).click()
    const token = await page.evaluate(() => navigator.clipboard.readText())
    expect(token).toMatch(/^plim_/)
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await expect(page.getByRole('cell', { name: 'CI of the shop', exact: true })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('cell', { name: 'CI of the shop', exact: true })).toBeVisible()
    expect(await page.content()).not.toContain(token)

    await page.getByRole('button', { name: 'Copy curl' }).click()
    await runCopied(await page.evaluate(() => navigator.clipboard.readText()), token)
    await expect(page.getByText('Connected: trivy')).toBeVisible()
    await expect(page.getByText('Waiting for the first report')).toHaveCount(0)
    await page.goto(`${url}/issues`)
    await expect(page.getByText('CVE-2023-4911').first()).toBeVisible()
  } finally {
    await context.close()
    launcher.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
})
