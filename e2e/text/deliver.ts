import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import type { Stack } from '../stack.ts'

/** Delivers to the running stack as tools do, and waits until all of it was taken in. */
export class Delivery {
  readonly #api: APIRequestContext
  readonly #stack: Stack
  readonly #ca: string
  readonly #pending: { url: string; token: string }[] = []

  constructor(api: APIRequestContext, stack: Stack) {
    this.#api = api
    this.#stack = stack
    this.#ca = readFileSync(join(stack.dataDir, 'tls/ca.crt'), 'utf8')
  }

  async send<Out>(method: string, path: string, body: unknown): Promise<Out> {
    const response = await this.#api.fetch(path, { method, data: body, headers: { origin: this.#stack.url } })
    if (!response.ok()) throw new Error(`${method} ${path} answered ${response.status()}: ${await response.text()}`)
    return response.json()
  }

  async get<Out>(path: string): Promise<Out> {
    const response = await this.#api.get(path)
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`)
    return response.json()
  }

  /** A token of this name that speaks for this cluster, whose name it makes; without one it may say what holds for everyone. */
  async token(name: string, cluster?: string): Promise<string> {
    const wish = cluster ? { name, cluster, kinds: ['reports', 'events', 'admission'] } : { name, kinds: ['reports'] }
    return (await this.send<{ token: string }>('POST', '/api/v1/tokens', wish)).token
  }

  /** Does something to an issue, at the version that it has now. */
  async act(id: number, action: unknown): Promise<void> {
    const { version } = await this.get<{ version: number }>(`/api/v1/issues/${id}`)
    await this.send('POST', `/api/v1/issues/${id}/actions`, { version, action })
  }

  async ingest(path: string, token: string, body: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(this.#stack.url + path, { method: 'POST', headers, body })
    const answer = await response.text()
    if (response.status !== 202) throw new Error(`${path} answered ${response.status}: ${answer.slice(0, 1000)}`)
    this.#pending.push({ url: JSON.parse(answer).statusUrl, token })
  }

  /** Asks the gate, whose answer is 200 whether it allows or denies. */
  async admit(token: string, body: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const status = await this.#ask(token, body)
      if (status === 200) return
      // The gate looks for tokens that were made just now twice a second at most.
      if (status !== 401 || attempt === 6) throw new Error(`The gate answered ${status}: ${body.slice(0, 300)}`)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }

  #ask(token: string, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` }
      const options = { method: 'POST', ca: this.#ca, headers }
      const sent = request(`${this.#stack.admissionUrl}/admit`, options, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  /** Waits until the worker has taken everything in. */
  async settled(): Promise<void> {
    const deadline = Date.now() + 120_000
    for (const { url, token } of this.#pending.splice(0)) {
      for (;;) {
        const response = await fetch(this.#stack.url + url, { headers: { authorization: `Bearer ${token}` } })
        const { status, problem } = await response.json()
        if (status === 'processed') break
        if (status !== 'received') throw new Error(`${url} is ${status}: ${JSON.stringify(problem)}`)
        if (Date.now() > deadline) throw new Error(`${url} was not taken in in time`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}
