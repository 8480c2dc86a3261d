import { randomBytes } from 'node:crypto'
import { config } from '../../config.ts'

export function newInvitationToken(): string {
  return randomBytes(32).toString('hex')
}

/** The link to send. The token stands after #, which browsers keep to themselves, so that no log or referrer holds it. */
export function invitationLink(token: string): string {
  return `${config.publicUrl.replace(/\/$/, '')}/welcome#${token}`
}
