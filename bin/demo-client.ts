import { request } from 'node:https'

/** How long the worker may take for the whole demo on a slow machine. */
const SETTLE_MS = 120_000
/** The gate takes in new scan results within this time. */
const GATE_REFRESH_MS = 4_000
/** A token that was made just now may be unknown to the gate for so long. */
const NEW_TOKEN_MS = 600
const NEW_TOKEN_ATTEMPTS = 5

interface Person {
  name: string
  email: string
  password: string
}

/** Speaks to a running Plimsoll over HTTP, as people and tools do. */
export class DemoClient {
  readonly #web: string
  readonly #admission: string
  #cookie = ''
  #reportToken = ''
  #pending: string[] = []
  readonly #clusterTokens = new Map<string, string>()

  constructor(web: string, admission: string) {
    this.#web = web
    this.#admission = admission
  }

  async accept(link: string, { name, email, password }: Person): Promise<void> {
    await this.#send('POST', '/api/v1/invitations/accept', {
      token: new URL(link).hash.slice(1),
      name,
      email,
      password,
    })
  }

  async signIn(email: string, password: string): Promise<void> {
    const response = await fetch(`${this.#web}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#web },
      body: JSON.stringify({ email, password }),
    })
    if (!response.ok) throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`)
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  async createTeam(slug: string, name: string): Promise<number> {
    return (await this.#send<{ id: number }>('POST', '/api/v1/teams', { slug, name })).id
  }

  async invite(email: string, role: string, teamIds: number[]): Promise<string> {
    return (await this.#send<{ url: string }>('POST', '/api/v1/invitations', { email, role, teamIds })).url
  }

  /** Makes the tokens of a cluster (and with them the cluster) and says what environment it is. */
  async connectCluster(name: string, environment: string): Promise<void> {
    const made = await this.#createToken(`${name}: gate and sensors`, ['events', 'admission'], name)
    this.#clusterTokens.set(name, made.token)
    await this.#send('PATCH', `/api/v1/clusters/${made.cluster?.id}`, { environment })
  }

  async report(body: string, cluster: string | null): Promise<void> {
    this.#reportToken ||= (await this.#createToken('CI', ['reports'], null)).token
    const query = cluster ? `?cluster=${cluster}` : ''
    const { statusUrl } = await this.#deliver(`/api/v1/ingest/reports${query}`, this.#reportToken, body)
    this.#pending.push(statusUrl)
  }

  async events(cluster: string, body: string): Promise<void> {
    await this.#deliver(`/api/v1/ingest/events?source=falco`, this.#clusterTokens.get(cluster) ?? '', body)
  }

  /** Asks the gate as an API server does. What was reported before is processed first, so that the gate knows it. */
  async admit(cluster: string, body: string, ca: string): Promise<void> {
    if (this.#pending.length > 0) {
      await this.settled()
      await new Promise((resolve) => setTimeout(resolve, GATE_REFRESH_MS))
    }
    const url = `${this.#admission}/admit/${cluster}/${this.#clusterTokens.get(cluster)}`
    for (let attempt = 1; ; attempt++) {
      const status = await postReview(url, body, ca)
      if (status === 200) return
      // The gate looks for new tokens twice a second at most.
      if (status !== 401 || attempt === NEW_TOKEN_ATTEMPTS) throw new Error(`The gate answered ${status}`)
      await new Promise((resolve) => setTimeout(resolve, NEW_TOKEN_MS))
    }
  }

  async call(method: string, path: string, body: unknown): Promise<void> {
    await this.#send(method, path, body)
  }

  /** Does one thing to every issue that a search finds. */
  async act(search: string, action: Record<string, unknown>): Promise<void> {
    const query = new URLSearchParams({ q: search, limit: '100' })
    const { rows } = await this.#send<{ rows: { id: number; version: number }[] }>('GET', `/api/v1/issues?${query}`)
    if (rows.length === 0) throw new Error(`The demo acts on ${search}, which finds nothing`)
    const issues = rows.map(({ id, version }) => ({ id, version }))
    const { results } = await this.#send<{ results: { ok: boolean; detail?: string }[] }>(
      'POST',
      '/api/v1/issues/actions',
      { action, issues },
    )
    const refused = results.find(({ ok }) => !ok)
    if (refused) throw new Error(`The demo could not act on ${search}: ${refused.detail}`)
  }

  /** Waits until the worker has processed every report. */
  async settled(): Promise<void> {
    const deadline = Date.now() + SETTLE_MS
    while (this.#pending.length > 0) {
      const { status } = await this.#send<{ status: string }>('GET', this.#pending[0] ?? '')
      if (status === 'processed') this.#pending.shift()
      else if (status !== 'received') throw new Error(`A demo report is ${status}: ${this.#pending[0]}`)
      else if (Date.now() > deadline) throw new Error('The worker did not process the demo in time')
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  #createToken(name: string, kinds: string[], cluster: string | null) {
    return this.#send<{ token: string; cluster: { id: number } | null }>('POST', '/api/v1/tokens', {
      name,
      kinds,
      cluster,
    })
  }

  async #deliver(path: string, token: string, body: string): Promise<{ statusUrl: string }> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    return answerOf(path, await fetch(this.#web + path, { method: 'POST', headers, body }))
  }

  async #send<Out>(method: string, path: string, body?: unknown): Promise<Out> {
    const headers = { 'content-type': 'application/json', origin: this.#web, cookie: this.#cookie }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    return answerOf(path, await fetch(this.#web + path, init))
  }
}

async function answerOf<Out>(path: string, response: Response): Promise<Out> {
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as Out
}

/** The status of the gate's answer. */
function postReview(url: string, body: string, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', ca, headers: { 'content-type': 'application/json' } }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
