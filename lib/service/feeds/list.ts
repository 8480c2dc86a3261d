import type { Feed } from '../../contract/feeds.ts'
import type { Actor } from '../../domain/actor.ts'
import { FRESH_DAYS, feedAge } from '../../domain/feed.ts'
import { FEEDS, type FeedName } from '../../domain/observation.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { type DeliveredFeed, deliveredFeeds } from '../../store/feeds/delivered.ts'

/** Every feed, also those that were never loaded. */
export async function listFeeds(actor: Actor): Promise<Result<{ rows: Feed[] }>> {
  const refused = refusal(actor, 'source.read')
  if (refused) return refused
  const loaded = new Map((await deliveredFeeds(database())).map((feed) => [feed.name, feed]))
  const now = new Date()
  return ok({ rows: FEEDS.map((name) => feedView(name, loaded.get(name), now)) })
}

function feedView(name: FeedName, loaded: DeliveredFeed | undefined, now: Date): Feed {
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
