import { redirect } from 'next/navigation'
import { AuthFrame } from '../../../components/sign-in/auth-frame.tsx'
import { SignInForm } from '../../../components/sign-in/sign-in-form.tsx'
import { Callout } from '../../../components/ui/callout.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { safeNext } from '../../../lib/client/sign-in.ts'
import { config } from '../../../lib/config.ts'
import { needsFirstAdmin } from '../../../lib/service/first-admin.ts'

export const metadata = { title: 'Sign in' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, error } = await searchParams
  const wanted = typeof next === 'string' ? next : null
  if (await currentActor()) redirect(safeNext(wanted))
  const first = await needsFirstAdmin()
  return (
    <AuthFrame title="Sign in">
      {first && (
        <Callout title="Nobody has an account yet">
          Open the one-time link that Plimsoll printed when it started. Start it again for a new link.
        </Callout>
      )}
      <SignInForm
        next={wanted}
        providerName={config.oidc?.name ?? null}
        providerError={typeof error === 'string' ? error : null}
      />
    </AuthFrame>
  )
}
