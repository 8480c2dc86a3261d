import type { Feed } from '../../lib/contract/feeds.ts'

interface FeedWords {
  title: string
  what: string
  /** How often who publishes it does. */
  published: string
  /** Lines to copy, that load it. They say the same as docs/feeds.md. */
  load(web: string): string
}

const SEND = `curl --fail-with-body -H "Authorization: Bearer $PLIMSOLL_TOKEN"`
const FETCH = 'curl --fail --silent --show-error --location'

export const FEED_WORDS: Readonly<Record<Feed['name'], FeedWords>> = {
  kev: {
    title: 'CISA KEV',
    what: 'Vulnerabilities that are known to be exploited',
    published: 'CISA adds entries about once a week',
    load: (web) => `${FETCH} https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json |
  ${SEND} --data-binary @- "${web}/api/v1/ingest/reports?source=kev"`,
  },
  epss: {
    title: 'EPSS',
    what: 'How likely each vulnerability is exploited within 30 days',
    published: 'FIRST publishes new scores every day',
    load: (web) => `${FETCH} https://epss.empiricalsecurity.com/epss_scores-current.csv.gz |
  ${SEND} -H "Content-Encoding: gzip" \\
  --data-binary @- "${web}/api/v1/ingest/reports?source=epss"`,
  },
}
