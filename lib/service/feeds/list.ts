import { config, type FeedOrigin } from '../../config.ts'
import type { Feed } from '../../contract/feeds.ts'
import type { Actor } from '../../domain/actor.ts'
import { FRESH_DAYS, feedAge } from '../../domain/feed.ts'
import { nextFetchAt } from '../../domain/feed-schedule.ts'
import { FEEDS, type FeedName } from '../../domain/observation.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { type DeliveredFeed, deliveredFeeds } from '../../store/feeds/delivered.ts'
import { type FeedFetch, feedFetches } from '../../store/feeds/fetch.ts'
import { type FeedOrigins, originText } from './fetch-feeds.ts'

/** Every feed, also those that were never loaded, and how those that are fetched by themselves fare. */
export async function listFeeds(actor: Actor, origins: FeedOrigins = config.feeds): Promise<Result<{ rows: Feed[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const db = database()
  const loaded = new Map((await deliveredFeeds(db)).map((feed) => [feed.name, feed]))
  const fetches = new Map((await feedFetches(db)).map((fetch) => [fetch.name, fetch]))
  const now = new Date()
  const rows = FEEDS.map((name) => {
    const feed = loaded.get(name)
    const fetch = fetchView(origins[name], fetches.get(name), feed?.reportId ?? null)
    return { ...feedView(name, feed, now), fetch }
  })
  return ok({ rows })
}

function feedView(name: FeedName, loaded: DeliveredFeed | undefined, now: Date): Omit<Feed, 'fetch'> {
  const {
    version = null,
    releasedAt = null,
    loadedAt = null,
    entries = 0,
    token = null,
    reportId = null,
  } = loaded ?? {}
  return {
    ...{ name, version, entries, token, reportId },
    releasedAt: releasedAt?.toISOString() ?? null,
    loadedAt: loadedAt?.toISOString() ?? null,
    age: feedAge(name, releasedAt, now),
    freshDays: FRESH_DAYS[name],
  }
}

/** What another origin answered before tells nothing of this one. */
function fetchView(origin: FeedOrigin, last: FeedFetch | undefined, loadedReport: string | null): Feed['fetch'] {
  if (!origin) return null
  const text = originText(origin)
  if (last?.origin !== text) {
    return {
      origin: text,
      attemptedAt: null,
      succeededAt: null,
      nextAt: null,
      failures: 0,
      problem: null,
      isLoaded: false,
    }
  }
  return {
    origin: text,
    attemptedAt: last.attemptedAt.toISOString(),
    succeededAt: last.succeededAt?.toISOString() ?? null,
    nextAt: nextFetchAt(last, config.feedIntervalHours).toISOString(),
    failures: last.failures,
    problem: last.problem ?? last.reportProblem,
    isLoaded: last.reportId !== null && last.reportId === loadedReport,
  }
}
