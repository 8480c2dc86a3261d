import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { falcoAlert } from '../../lib/service/engine/testing/alerts.ts'
import { imageScan, numbered } from '../../lib/service/engine/testing/scan-reports.ts'
import type { DemoClient } from '../demo-client.ts'

/** A number from 0 up to 1; the same ones for the same seed. */
export type Random = () => number

export interface Targets {
  web: string
  admission: string
  ca: string
  token: string
  /** Signed in; what it does is audited. */
  admin: DemoClient
}

/** What was sent, and which of it was acknowledged, by what tells one from the other. */
export class Ledger {
  readonly sent = new Set<string>()
  /** What the answer called it. */
  readonly acknowledged = new Map<string, string>()
}

export interface Deliveries {
  /** By the report's whole text; the answer's id. */
  reports: Ledger
  /** By the alert's output. */
  events: Ledger
  /** By the request's uid. */
  decisions: Ledger
  /** By slug; the id. */
  teams: Ledger
  /** Deliveries that had to be made more than once. */
  resent: number
  /** Lets what is under way end. */
  stop(): Promise<void>
}

const CLUSTER = 'prod-eu'
const IMAGES = ['cart', 'pay', 'search']
const RULES = ['Terminal shell in container', 'Write below etc', 'Outbound connection to a miner']
/** Longer than this nobody waits for an answer. */
const PATIENCE_MS = 10_000
/** Some senders give up, so that what was not acknowledged is not always sent again. */
const GIVES_UP = 0.3

/** Delivers reports, events and questions to the gate without pause, as senders do that try again when nothing answers. */
export function startDeliveries(targets: Targets, random: Random): Deliveries {
  const { web, admission, token } = targets
  const agent = new Agent({ keepAlive: true, ca: targets.ca })
  const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const [reports, events, decisions, teams] = [new Ledger(), new Ledger(), new Ledger(), new Ledger()]
  const deliveries: Deliveries = { reports, events, decisions, teams, resent: 0, stop }
  let running = true

  async function again(everyMs: number, send: (turn: number) => Promise<void>): Promise<void> {
    for (let turn = 0; running; turn++) {
      await send(turn)
      await delay(2 * everyMs * random())
    }
  }

  /** The JSON of the 2xx answer; null when the sender gave up, or the load ends. */
  async function insist(send: () => Promise<unknown>): Promise<unknown> {
    for (;;) {
      const answer = await send()
      if (answer !== null || !running || random() < GIVES_UP) return answer
      deliveries.resent++
      await delay(200)
    }
  }

  async function report(image: string, turn: number): Promise<void> {
    const found = numbered(8).filter(() => random() < 0.6)
    const body = JSON.stringify(
      imageScan('v1', 48 - turn / 60, found, { repository: `registry.example/shop/${image}` }),
    )
    reports.sent.add(body)
    const send = () => post(`${web}/api/v1/ingest/reports`, body)
    const answer = (await insist(send)) as { id: string } | null
    if (!answer) return
    reports.acknowledged.set(body, answer.id)
    // The same content again has the same id, whatever was killed in between.
    const repeated = random() < 0.2 ? ((await send()) as { id: string } | null) : null
    if (repeated && repeated.id !== answer.id) throw new Error(`Report ${answer.id} is also ${repeated.id}`)
  }

  async function alerts(count: number, deliver: (body: string) => Promise<unknown>): Promise<void> {
    const outputs = Array.from({ length: count }, () => randomUUID())
    const batch = outputs.map((output) => {
      const alert = falcoAlert(0, { rule: pick(RULES), pod: `${pick(IMAGES)}-6f7d9c8b5d-x2v7q`, output })
      return { ...alert, time: new Date().toISOString() }
    })
    for (const output of outputs) events.sent.add(output)
    const body = JSON.stringify(count === 1 ? batch[0] : batch)
    const answer = (await insist(() => deliver(body))) as { ids: string[] } | null
    if (!answer) return
    for (const [index, output] of outputs.entries()) events.acknowledged.set(output, answer.ids[index] ?? '')
  }

  async function admit(): Promise<void> {
    const uid = randomUUID()
    decisions.sent.add(uid)
    const body = JSON.stringify(review(uid, pick(IMAGES)))
    const answer = await insist(() => ask(`/admit/${CLUSTER}/${token}`, body, { 'content-type': 'application/json' }))
    if (answer) decisions.acknowledged.set(uid, (answer as { response: { uid: string } }).response.uid)
  }

  /** Nobody repeats this by machine: it is not idempotent. */
  async function makeTeam(turn: number): Promise<void> {
    const slug = `team-${turn}`
    teams.sent.add(slug)
    const id = await targets.admin.createTeam(slug, slug).catch(() => null)
    if (id !== null) teams.acknowledged.set(slug, String(id))
  }

  function pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(random() * items.length)] as Item
  }

  async function post(url: string, body: string): Promise<unknown> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: bearer,
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      return answer.ok ? await answer.json() : null
    } catch {
      // No answer is nothing promised.
      return null
    }
  }

  function ask(path: string, body: string, headers: Record<string, string>): Promise<unknown> {
    return new Promise((resolve) => {
      const nothing = () => resolve(null)
      const sent = request(admission + path, { method: 'POST', agent, headers, timeout: PATIENCE_MS }, (answer) => {
        let text = ''
        answer.on('data', (part) => (text += part))
        answer.on('error', nothing)
        answer.on('end', () => {
          resolve(answer.complete && Math.floor((answer.statusCode ?? 0) / 100) === 2 ? JSON.parse(text) : null)
        })
      })
      sent.on('timeout', () => sent.destroy())
      sent.on('error', nothing)
      sent.end(body)
    })
  }

  const toWeb = (body: string) => post(`${web}/api/v1/ingest/events?cluster=${CLUSTER}`, body)
  const toGate = (body: string) => ask(`/api/v1/ingest/events?cluster=${CLUSTER}`, body, bearer)
  const senders = [
    ...IMAGES.map((image) => again(80, (turn) => report(image, turn))),
    ...[toWeb, toGate].flatMap((to) => [again(30, () => alerts(1, to)), again(60, () => alerts(5, to))]),
    again(20, admit),
    again(20, admit),
    again(120, makeTeam),
  ]
  // A sender that fails is told by stop().
  for (const sender of senders) sender.catch(() => {})

  async function stop(): Promise<void> {
    running = false
    await Promise.all(senders)
    agent.destroy()
  }
  return deliveries
}

/** What an API server asks about a Deployment of that image. */
function review(uid: string, name: string): Record<string, unknown> {
  const containers = [{ name: 'app', image: `registry.example/shop/${name}:v1` }]
  const object = { metadata: { name, namespace: 'shop' }, spec: { replicas: 2, template: { spec: { containers } } } }
  const kind = { group: 'apps', version: 'v1', kind: 'Deployment' }
  const userInfo = { username: 'deployer' }
  const request = { uid, operation: 'UPDATE', kind, namespace: 'shop', name, object, userInfo }
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }
}
