import type { Feed } from '../../lib/contract/feeds.ts'
import { Callout } from '../ui/callout.tsx'
import { Time } from '../ui/time.tsx'
import { FEED_WORDS } from './feed-words.ts'

/** How the feeds fare that Plimsoll fetches by itself: from where, when, and what went wrong. */
export function FeedFetches({ feeds }: { feeds: readonly Feed[] }) {
  return feeds.flatMap(({ name, fetch }) =>
    fetch ? [<FeedFetch key={name} title={FEED_WORDS[name].title} fetch={fetch} />] : [],
  )
}

function FeedFetch({ title, fetch }: { title: string; fetch: NonNullable<Feed['fetch']> }) {
  const { origin, attemptedAt, succeededAt, nextAt, failures, problem } = fetch
  const from = <span className="font-mono text-xs [overflow-wrap:anywhere]">{origin}</span>
  if (attemptedAt === null) return <Callout title={`${title} is fetched within a minute`}>From {from}</Callout>
  const next = nextAt && (
    <>
      {' '}
      The next look is <Time at={nextAt} as="moment" />.
    </>
  )
  if (problem === null) {
    return (
      <Callout tone="ok" title={`${title} is fetched by itself`}>
        From {from}, last <Time at={attemptedAt} />.{next}
      </Callout>
    )
  }
  const times = failures > 1 ? ` ${failures} times in a row` : ''
  return (
    <Callout tone="danger" title={`${title} could not be fetched${times}`}>
      {problem} From {from}, last tried <Time at={attemptedAt} />
      {succeededAt ? (
        <>
          , last answered <Time at={succeededAt} />
        </>
      ) : (
        ', never answered'
      )}
      .{next}
    </Callout>
  )
}
