import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { countAttempt } from '../../store/people/count-sign-in-attempt.ts'

const LIMIT = { attempts: 10, lockSeconds: 900 }

/** Counts an attempt to sign in; returns until when the address is locked, or null. The attempt that locks it is in the audit log. */
export async function countSignInAttempt(email: string, now: Date): Promise<Date | null> {
  return database().transaction(async (tx) => {
    const { lockedUntil, failures } = await countAttempt(tx, email, now, LIMIT)
    if (lockedUntil && failures === LIMIT.attempts + 1) {
      const data = { attempts: failures, until: lockedUntil.toISOString() }
      await appendAudit(
        tx,
        { type: 'system', name: 'sign-in' },
        { action: 'sign-in.lock', targetType: 'email', targetId: email, data },
      )
    }
    return lockedUntil
  })
}
