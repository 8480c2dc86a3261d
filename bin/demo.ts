import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { config } from '../lib/config.ts'
import type { Role } from '../lib/domain/actor.ts'
import { firstAdminLink } from '../lib/service/first-admin.ts'
import { createDatabase } from '../lib/store/database.ts'
import { DemoClient } from './demo-client.ts'
import { step } from './steps.ts'

const SAMPLES = join(import.meta.dirname, '../samples/demo')

interface Person {
  name: string
  email: string
  role: Role
  teams?: string[]
}

type Delivery = { cluster?: string } & ({ admit: string } | { report: string } | { events: string })

/** What a person does in the browser: a call of the API (`PUT /api/v1/…`), or an action on the issues that a search finds. */
type Deed = { call: string; body?: unknown } | { act: Record<string, unknown>; on: string }

type Step = Delivery | Deed

interface Story {
  now: string
  teams: Record<string, string>
  clusters: Record<string, string>
  people: [Person, ...Person[]]
  steps: Step[]
}

/** Who can sign in to the demo; kept beside the data, so that it can be printed again at the next start. */
interface Credentials {
  people: (Person & { password: string })[]
}

/**
 * Loads the story of samples/demo through the real API, as a CI job, an API server and Falco would send it, and prints the
 * people's passwords. A demo that is there already is left as it is.
 */
export async function loadDemo(databaseUrl: string): Promise<void> {
  const kept = join(config.dataDir, 'demo.json')
  const database = createDatabase(databaseUrl, 1)
  const link = await firstAdminLink(database).finally(() => database.close())
  if (link) await writeFile(kept, JSON.stringify(await tell(link)), { mode: 0o600 })
  const text = await readFile(kept, 'utf8').catch(() => null)
  if (text === null) {
    process.stdout.write('\n  This installation has people of its own, so the demo was not loaded.\n\n')
    return
  }
  const { people }: Credentials = JSON.parse(text)
  process.stdout.write('\n  Sign in as\n')
  for (const { email, password, role } of people) {
    process.stdout.write(`    ${email.padEnd(24)} ${password}   ${role}\n`)
  }
  process.stdout.write('\n  Ctrl-C stops everything.\n\n')
}

async function tell(link: string): Promise<Credentials> {
  const story: Story = parse(await readFile(join(SAMPLES, 'story.yaml'), 'utf8'))
  const people = story.people.map((person) => ({ ...person, password: randomBytes(9).toString('base64url') }))
  const client = new DemoClient(config.publicUrl, `https://localhost:${config.admissionPort}`)
  await step('Demo: people, teams and clusters', async () => {
    const [admin, ...others] = people as [Person & { password: string }, ...(Person & { password: string })[]]
    await client.accept(link, admin)
    await client.signIn(admin.email, admin.password)
    const teamIds = new Map<string, number>()
    for (const [slug, name] of Object.entries(story.teams)) teamIds.set(slug, await client.createTeam(slug, name))
    for (const person of others) {
      const teams = (person.teams ?? []).map((slug) => teamIds.get(slug) ?? 0)
      await client.accept(await client.invite(person.email, person.role, teams), person)
    }
    for (const [name, environment] of Object.entries(story.clusters)) await client.connectCluster(name, environment)
  })
  await step(`Demo: ${story.steps.length} deliveries and deeds`, async () => {
    const ca = await readFile(join(config.dataDir, 'tls/ca.crt'), 'utf8')
    for (const step of story.steps) {
      if ('call' in step || 'act' in step) await perform(client, step)
      else await deliver(client, step, Date.parse(story.now), ca)
    }
    await client.settled()
  })
  return { people }
}

/** People act on what is there, so what was delivered before is taken in first. */
async function perform(client: DemoClient, deed: Deed): Promise<void> {
  await client.settled()
  if ('act' in deed) return client.act(deed.on, dated(deed.act))
  const [method = '', path = ''] = deed.call.split(' ')
  return client.call(method, path, dated(deed.body))
}

/** The same with `+2d` as the moment in two days. */
function dated<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value ?? null).replace(/"\+(\d+)d"/g, (_, days) =>
      JSON.stringify(new Date(Date.now() + days * 86_400_000).toISOString()),
    ),
  )
}

/** What is delivered now was recorded at the story's `now` or before it. */
async function deliver(client: DemoClient, delivery: Delivery, storyNow: number, ca: string): Promise<void> {
  const file = 'admit' in delivery ? delivery.admit : 'report' in delivery ? delivery.report : delivery.events
  const body = shifted(await readFile(join(SAMPLES, file), 'utf8'), Date.now() - storyNow)
  if ('admit' in delivery) return client.admit(delivery.cluster ?? '', body, ca)
  if ('report' in delivery) return client.report(body, delivery.cluster ?? null)
  return client.events(delivery.cluster ?? '', body)
}

const MOMENT = /"(CreatedAt|time|created|timestamp|built|dateReleased)":(\s*)"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g

/** Moves the times at which something happened, so that the story is up to now; when a vulnerability was published stays. */
function shifted(text: string, milliseconds: number): string {
  return text.replace(MOMENT, (_, name, space, at) => {
    const moved = new Date(Date.parse(at) + milliseconds).toISOString()
    // Falco writes nanoseconds, and two events of one millisecond must stay two.
    const finer = /\.\d{3}(\d+)Z$/.exec(at)?.[1] ?? ''
    return `"${name}":${space}"${moved.slice(0, -1)}${finer}Z"`
  })
}
