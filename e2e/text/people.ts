import type { IssueRow } from '../../lib/contract/issues.ts'
import { routeBodyExample } from '../../lib/contract/routes.ts'
import type { Delivery } from './deliver.ts'

/** Has people say each text wherever they can type one: names of teams, people and routes, comments and reasons. */
export async function makePeopleSay(delivery: Delivery, texts: readonly string[], issues: readonly IssueRow[]) {
  const run = Date.now().toString(36)
  for (const [turn, text] of texts.entries()) {
    const name = text.slice(0, 100).toWellFormed()
    const team = await delivery.send<{ id: number }>('POST', '/api/v1/teams', { name, slug: `hostile-${run}-${turn}` })
    const email = `hostile-${run}-${turn}@example.com`
    const invitation = { email, role: 'developer', teamIds: [team.id] }
    const { url } = await delivery.send<{ url: string }>('POST', '/api/v1/invitations', invitation)
    const account = { token: new URL(url).hash.slice(1), name, email, password: 'a lamp above the harbour wall' }
    await delivery.send('POST', '/api/v1/invitations/accept', account)
    const reason = text.slice(0, 2000).toWellFormed()
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString()
    const { rows } = await delivery.get<{ rows: { id: string; email: string }[] }>('/api/v1/users?limit=200')
    const userId = rows.find((person) => person.email === email)?.id ?? null
    const actions = [
      { type: 'comment', text },
      { type: 'team', teamId: team.id },
      { type: 'assign', userId },
      { type: 'accept', until, reason },
    ]
    const [first, second] = [issues[turn * 2], issues[turn * 2 + 1]]
    for (const action of actions) if (first) await delivery.act(first.id, action)
    if (second) await delivery.act(second.id, { type: 'dismiss', reason })
    await delivery.send('POST', '/api/v1/routes', { ...routeBodyExample, name, teamId: team.id, enabled: false })
    const line = { kind: 'team', environment: null, teamId: team.id, limit: turn, reason, replaces: null }
    await delivery.send('POST', '/api/v1/load-lines', line)
  }
}
