import { liveBus } from './live-bus.ts'

const HEARTBEAT_MS = 15_000
/** A burst of changes is told once. */
const COALESCE_MS = 1_000

/**
 * A person's stream of server-sent events: only that something changed, never what, so that it needs no filter by permission.
 * Ends when the session does: that is looked at with every heartbeat and at once when sessions of this person are ended.
 */
export function liveStream(userId: string, signal: AbortSignal, isAlive: () => Promise<boolean>): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true
      const waiting = new Map<string, NodeJS.Timeout>()
      const send = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text))
      }
      const tell = (topic: string) => {
        if (waiting.has(topic)) return
        const timer = setTimeout(() => {
          waiting.delete(topic)
          send(`event: ${topic}\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`)
        }, COALESCE_MS)
        waiting.set(topic, timer)
      }
      const close = () => {
        stop()
        controller.close()
      }
      const check = async () => {
        // While the database is away the stream stays; the next heartbeat asks again.
        const alive = await isAlive().catch(() => true)
        if (alive) send(': still here\n\n')
        else if (open) close()
      }
      const heartbeat = setInterval(check, HEARTBEAT_MS)
      const unsubscribe = liveBus().subscribe({
        changed: tell,
        sessionsEnded: (ofUserId) => {
          if (ofUserId === userId) void check()
        },
      })
      stop = () => {
        open = false
        clearInterval(heartbeat)
        for (const timer of waiting.values()) clearTimeout(timer)
        unsubscribe()
      }
      signal.addEventListener('abort', () => {
        if (open) close()
      })
      send('retry: 3000\n\n')
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
