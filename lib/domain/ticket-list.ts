/** A ticket that a person linked. */
export interface LinkedTicket {
  id: number
  key: string
  url: string
  by: { id: string; name: string } | null
  at: Date
}

/** What a route keeps over there, with what became of it. */
export interface KeptTicket {
  route: { id: number; name: string; provider: string }
  key: string
  url: string | null
  state: string | null
  closed: boolean | null
  checkedAt: Date | null
  problem: string | null
}

/** One list of the tickets of one thing: each once, those that routes keep first. Of a linked one nobody asks what became of it. */
export function ticketList(kept: readonly KeptTicket[], linked: readonly LinkedTicket[]) {
  const keptUrls = new Set(kept.map(({ url }) => url))
  return [
    ...kept.map(({ checkedAt, ...ticket }) => ({
      ...{ ...ticket, id: null, by: null, at: null },
      checkedAt: checkedAt?.toISOString() ?? null,
    })),
    ...linked
      .filter(({ url }) => !keptUrls.has(url))
      .map(({ at, ...ticket }) => ({
        ...{ ...ticket, route: null, at: at.toISOString() },
        ...{ state: null, closed: null, checkedAt: null, problem: null },
      })),
  ]
}

/** `PAY-123` of `https://jira.example.com/browse/PAY-123`, `shop/pay#4` of an issue at GitHub or GitLab; the host where the address has no path. */
export function ticketKey(address: string): string {
  const { pathname, host } = new URL(address)
  const [, project, number] = /^\/(.+?)(?:\/-)?\/issues\/(\d+)\/?$/.exec(pathname) ?? []
  if (project && number) return `${project}#${number}`.slice(0, 100)
  const last = pathname.split('/').findLast((part) => part !== '') ?? host
  return last.slice(0, 100)
}
