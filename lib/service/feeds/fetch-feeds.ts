import { config, type FeedOrigin } from '../../config.ts'
import type { SystemActor } from '../../domain/actor.ts'
import { nextFetchAt } from '../../domain/feed-schedule.ts'
import { FEEDS, type FeedName } from '../../domain/observation.ts'
import { log } from '../../observe/log.ts'
import { database } from '../../store/database.ts'
import { type FeedFetch, feedFetches, noteFetch } from '../../store/feeds/fetch.ts'
import { receiveReport } from '../ingest/receive-report.ts'
import { type Fetched, FetchProblem, fromFile, fromUrl } from './fetch-origin.ts'

const ACTOR: SystemActor = { type: 'system', name: 'Feeds' }

export type FeedOrigins = Readonly<Record<FeedName, FeedOrigin>>

/** An address or a path, as people read it: without the password that an address may hold. */
export function originText(origin: NonNullable<FeedOrigin>): string {
  if ('file' in origin) return origin.file
  const url = new URL(origin.url)
  url.username = ''
  url.password = ''
  return url.href
}

/** Looks at each feed whose turn it is. What comes is a report like any other; what fails is kept for people to see, and tried again. */
export async function fetchFeeds(now = new Date(), origins: FeedOrigins = config.feeds): Promise<void> {
  const known = new Map((await feedFetches(database())).map((fetch) => [fetch.name, fetch]))
  for (const name of FEEDS) {
    const origin = origins[name]
    if (!origin) continue
    const before = known.get(name)
    const last = before?.origin === originText(origin) ? before : undefined
    if (last && nextFetchAt(last, config.feedIntervalHours) > now) continue
    await fetchFeed(name, origin, last, now)
  }
}

async function fetchFeed(
  name: FeedName,
  origin: NonNullable<FeedOrigin>,
  last: FeedFetch | undefined,
  at: Date,
): Promise<void> {
  const noted = { name, origin: originText(origin), at }
  try {
    const fetched = await ('file' in origin ? fromFile(origin.file, last?.etag) : fromUrl(origin.url, last?.etag))
    const reportId = fetched.body === null ? null : await deliver(name, fetched.body)
    await noteFetch(database(), noted, { etag: fetched.etag, reportId })
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    log.warn({ feed: name, problem: error.message }, 'a feed could not be fetched')
    await noteFetch(database(), noted, { problem: error.message })
  }
}

async function deliver(name: FeedName, { bytes, encoding }: NonNullable<Fetched['body']>): Promise<string> {
  async function* body() {
    yield bytes
  }
  const received = await receiveReport(ACTOR, {
    query: { source: name },
    body: body(),
    encoding,
    idempotencyKey: null,
  })
  if (!received.ok) throw new FetchProblem(received.failure.detail)
  return received.value.id
}
