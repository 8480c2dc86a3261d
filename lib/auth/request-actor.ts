import type { Actor } from '../domain/actor.ts'
import { verifyToken } from '../service/tokens/verify-token.ts'
import { database } from '../store/database.ts'
import { signedInUser } from '../store/people/signed-in.ts'
import { auth } from './auth.ts'

/** Who sent this request: the ingest token of its Authorization header, else the person of its session cookie, else nobody. */
export async function actorOfRequest(request: Request): Promise<Actor | null> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    return token ? verifyToken(token) : null
  }
  const session = await sessionOfRequest(request)
  return session && ((await signedInUser(database(), session.userId))?.actor ?? null)
}

/** The valid session of a request's cookie. */
export async function sessionOfRequest(request: Request): Promise<{ id: string; userId: string } | null> {
  if (!request.headers.has('cookie')) return null
  const found = await auth().api.getSession({ headers: request.headers })
  return found && { id: found.session.id, userId: found.session.userId }
}
