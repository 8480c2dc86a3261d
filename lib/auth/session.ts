import { headers } from 'next/headers'
import { cache } from 'react'
import { database } from '../store/database.ts'
import { type SignedIn, signedInUser } from '../store/people/signed-in.ts'
import { auth } from './auth.ts'

/** The signed-in person of the page that is being rendered, with their teams, or null. One look-up a request. */
export const currentActor = cache(async (): Promise<SignedIn | null> => {
  const session = await auth().api.getSession({ headers: await headers() })
  return session && signedInUser(database(), session.session.userId)
})
