import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { launch, openFolder, placeIn } from '../bin/testing/launch.ts'

/** What the tests need to know of the running stack; kept in the environment, because Playwright's workers are processes. */
export interface Stack {
  url: string
  admissionUrl: string
  dataDir: string
  /** Passwords of the demo's people by role. */
  people: Record<string, { email: string; password: string }>
}

export function stack(): Stack {
  return JSON.parse(process.env.PLIMSOLL_TEST_STACK ?? '')
}

/** Starts the real thing, as `npm start -- --demo` does, on free ports and a data folder of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await openFolder('plimsoll-e2e-')
  const place = await placeIn(folder)
  // One address signs in again and again here.
  const { launcher, url, ready, ended } = launch(place, { SIGN_INS_PER_MINUTE: '1000' }, ['--demo'])
  await ready()
  const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'))
  const people = Object.fromEntries(demo.people.map((person: { role: string }) => [person.role, person]))
  const started: Stack = { url, admissionUrl: `https://localhost:${place.admissionPort}`, dataDir: folder, people }
  process.env.PLIMSOLL_TEST_STACK = JSON.stringify(started)
  return async () => {
    launcher.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
}
