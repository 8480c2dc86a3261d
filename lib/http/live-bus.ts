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

/** Listens once a process, while somebody does, and hands on what it hears to every open stream. */
class LiveBus {
  private readonly listeners = new Set<Listener>()
  private client: PoolClient | null = null
  /** From the first listener to the last, over every gap in between. */
  private running = false

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    if (!this.running) {
      this.running = true
      void this.listen()
    }
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0 && this.client) this.stop()
    }
  }

  private async listen(): Promise<void> {
    try {
      const client = await database().pool.connect()
      this.client = client
      client.on('notification', (message) => this.hear(message))
      client.on('error', () => this.reconnect())
      client.on('end', () => this.reconnect())
      for (const channel of [...Object.keys(TOPICS), SESSIONS_CHANNEL]) await client.query(`LISTEN ${channel}`)
      if (this.listeners.size === 0) this.stop()
    } catch (error) {
      log.warn({ err: error }, 'live updates wait for the database')
      this.reconnect()
    }
  }

  private hear({ channel, payload }: Notification): void {
    const topic = TOPICS[channel]
    for (const listener of this.listeners) {
      if (topic) listener.changed(topic)
      else listener.sessionsEnded(payload ?? '')
    }
  }

  private stop(): void {
    this.running = false
    this.dropClient()
  }

  /** Ends the connection, since another user of the pool must not go on listening. */
  private dropClient(): void {
    const client = this.client
    if (!client) return
    this.client = null
    client.removeAllListeners()
    client.on('error', () => {})
    client.release(true)
  }

  /** After a gap everybody reads again what they show. */
  private reconnect(): void {
    this.dropClient()
    setTimeout(async () => {
      if (this.listeners.size === 0) {
        this.running = false
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
