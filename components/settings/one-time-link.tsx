import { CodeBlock } from '../ui/code-block.tsx'
import { Time } from '../ui/time.tsx'

/** A link that is shown once, with what its reader must know about it. */
export function OneTimeLink({ url, expiresAt }: { url: string; expiresAt: string }) {
  return (
    <div className="flex flex-col gap-3">
      <CodeBlock code={url} label="one-time link" wrap />
      <p className="text-muted text-sm">
        It is shown only here, works once, for this address, and expires <Time at={expiresAt} />. Whoever has it can
        take the account, so send it by a way that only they read.
      </p>
    </div>
  )
}
