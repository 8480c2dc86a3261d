import { log } from '../../observe/log.ts'
import { database } from '../../store/database.ts'
import { signalInbox } from '../../store/inbox/signal.ts'

/** Notifications make their commits wait for each other, so events have none of their own: there is one in this time. */
const EVERY_MS = 50

let toldAt = Number.NEGATIVE_INFINITY
let timer: NodeJS.Timeout | undefined

/** Tells the workers that events are committed: at once, or together with those that follow. One that is lost they find by looking. */
export function tellOfEvents(): void {
  if (timer) return
  const wait = Math.max(0, toldAt + EVERY_MS - performance.now())
  timer = setTimeout(tell, wait).unref()
}

function tell(): void {
  timer = undefined
  toldAt = performance.now()
  signalInbox(database(), 'events').catch((error: unknown) =>
    log.warn({ err: error }, 'workers were not told of events'),
  )
}
