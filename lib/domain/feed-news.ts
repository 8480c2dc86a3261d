/** What the feeds say of a vulnerability; null where they do not have it. */
export interface FeedFacts {
  /** Day. */
  kevSince: string | null
  /** Probability 0…1. */
  epss: number | null
}

/**
 * So much more likely within one release is a jump: people are told, and an acceptance of before it is void. Most scores move by less than a
 * hundredth a day; a rise by a tenth puts nearly any vulnerability among the likeliest twentieth.
 */
export const EPSS_JUMP = 0.1

export type FeedNews = 'kev' | 'epss'

/** The worst of what is new: it is known to be exploited, or much more likely to be. What is withdrawn is no news. */
export function feedNews(before: FeedFacts, after: FeedFacts): FeedNews | null {
  if (after.kevSince !== null && before.kevSince === null) return 'kev'
  // Both are stored as real: the difference of 0.2 and 0.1 must be a tenth.
  const rise = (after.epss ?? 0) - (before.epss ?? 0)
  return rise >= EPSS_JUMP - 1e-6 ? 'epss' : null
}

/** How the story of an issue tells it. */
export function newsWords(news: FeedNews, before: FeedFacts, after: FeedFacts): string {
  if (news === 'kev') return `it is known to be exploited since ${after.kevSince} (CISA KEV)`
  const from = before.epss === null ? 'unknown' : percent(before.epss)
  return `it is much more likely to be exploited: EPSS ${from} → ${percent(after.epss ?? 0)}`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
