import type { Notification, PoolClient } from 'pg'
import { log } from '../observe/log.ts'
import { database } from '../store/database.ts'
import { SESSIONS_CHANNEL } from '../store/sessions/end.ts'

/** Which channel of Postgres becomes which event of the stream. */
const TOPICS: Record<string, string> = { plimsoll_issues: 'issues', plimsoll_sources: 'sources' }
const RECONNECT_MS = 2_000

interface Listener {
  changed(topic: string): void
  sessionsEnded(userId: string): void
}

/** Listens once a process and hands on what it hears to every open stream. */
class LiveBus {
  private readonly listeners = new Set<Listener>()
  private listening = false

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    if (!this.listening) {
      this.listening = true
      void this.listen()
    }
    return () => this.listeners.delete(listener)
  }

  private async listen(): Promise<void> {
    let client: PoolClient | undefined
    try {
      client = await database().pool.connect()
      const connected = client
      client.on('notification', (message) => this.hear(message))
      client.on('error', () => this.reconnect(connected))
      client.on('end', () => this.reconnect(connected))
      for (const channel of [...Object.keys(TOPICS), SESSIONS_CHANNEL]) await client.query(`LISTEN ${channel}`)
    } catch (error) {
      log.warn({ err: error }, 'live updates wait for the database')
      this.reconnect(client)
    }
  }

  private hear({ channel, payload }: Notification): void {
    const topic = TOPICS[channel]
    for (const listener of this.listeners) {
      if (topic) listener.changed(topic)
      else listener.sessionsEnded(payload ?? '')
    }
  }

  /** After a gap everybody reads again what they show. */
  private reconnect(client: PoolClient | undefined): void {
    if (client) {
      client.removeAllListeners()
      client.on('error', () => {})
      client.release(true)
    }
    setTimeout(async () => {
      if (this.listeners.size === 0) {
        this.listening = false
        return
      }
      await this.listen()
      for (const topic of Object.values(TOPICS)) for (const listener of this.listeners) listener.changed(topic)
    }, RECONNECT_MS).unref()
  }
}

let shared: LiveBus | undefined

export function liveBus(): LiveBus {
  shared ??= new LiveBus()
  return shared
}
