import { ApiProblem } from '../../lib/client/api.ts'
import { Callout } from '../ui/callout.tsx'

/** Why a change was not made, where it was asked for. */
export function ChangeError({ error }: { error: Error | null }) {
  if (!error) return null
  return (
    <div role="alert">
      <Callout tone="danger">{error instanceof ApiProblem ? error.detail : 'That did not work. Try again.'}</Callout>
    </div>
  )
}
