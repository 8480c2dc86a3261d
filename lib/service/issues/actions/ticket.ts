import { err, ok, type Result } from '../../../domain/result.ts'
import { ticketKey } from '../../../domain/ticket-list.ts'
import { countVersion } from '../../../store/issues/set-triage.ts'
import { deleteTicket, insertTicket, ticketsOf } from '../../../store/issues/ticket.ts'
import { type Applied, type Doing, userIdOf } from './applied.ts'

const MAX_TICKETS = 20

/** Links a ticket of another tool; its key is what its address ends with, unless another one is given. */
export async function link(doing: Doing, { url, key }: { url: string; key: string }): Promise<Result<Applied>> {
  const { tx, issue, now } = doing
  if ((await ticketsOf(tx, issue.id)).length >= MAX_TICKETS)
    return err('invalid', `An issue has at most ${MAX_TICKETS} tickets.`)
  const named = key || ticketKey(url)
  const id = await insertTicket(tx, { issueId: issue.id, key: named, url, userId: userIdOf(doing), at: now })
  if (id === null) return err('invalid', 'body.action.url: this ticket is linked already.')
  await countVersion(tx, issue.id)
  return ok({ entry: { type: 'linked', data: { key: named, url } }, undo: { type: 'unlink', ticketId: id } })
}

export async function unlink({ tx, issue }: Doing, ticketId: number): Promise<Result<Applied>> {
  const ticket = await deleteTicket(tx, issue.id, ticketId)
  if (!ticket) return err('invalid', 'body.action.ticketId: the issue has no such ticket.')
  await countVersion(tx, issue.id)
  return ok({ entry: { type: 'unlinked', data: ticket }, undo: { type: 'link', ...ticket } })
}
