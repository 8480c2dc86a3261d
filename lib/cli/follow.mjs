import { setTimeout as delay } from 'node:timers/promises'
import { request } from './request.mjs'

const FIRST_PAUSE_MS = 250
const MAX_PAUSE_MS = 3_000

/** Asks for a status until it is no longer `received`; null when that takes longer than the timeout. */
export async function follow(statusUrl, { url, token, timeoutMs, retries }) {
  const deadline = Date.now() + timeoutMs
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, MAX_PAUSE_MS)) {
    const status = await request({
      method: 'GET',
      url: new URL(statusUrl, url).href,
      headers: { authorization: `Bearer ${token}` },
      retries,
    })
    if (status.status !== 'received') return status
    if (Date.now() + pause > deadline) return null
    await delay(pause)
  }
}
