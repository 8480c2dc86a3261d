import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { CodeBlock } from './code-block.tsx'

/** The frame of every state without data: what is so, why, and what to do. */
function State({ title, children, role }: { title: string; children?: ReactNode; role?: 'alert' | 'status' }) {
  return (
    <section role={role} className="mx-auto flex w-full max-w-xl flex-col gap-3 px-4 py-12">
      <h2 className="font-medium text-lg">{title}</h2>
      {children}
    </section>
  )
}

/** Nothing matched the filters. */
export function NothingMatched({ what, onClear }: { what: string; onClear?: () => void }) {
  return (
    <State title={`No ${what} match`} role="status">
      <p className="text-muted">
        Nothing fits all the filters at once. What you cannot see because of your teams is not counted.
      </p>
      {onClear && (
        <div>
          <Button onClick={onClear}>Clear the filters</Button>
        </div>
      )}
    </State>
  )
}

/** Nothing is connected yet: the step that changes this, and that we wait for it. */
export function NothingConnected({
  title,
  children,
  command,
  waiting,
}: {
  title: string
  children: ReactNode
  /** A command to copy. */
  command?: string
  /** What is awaited: "Waiting for the first report". */
  waiting?: string
}) {
  return (
    <State title={title}>
      <div className="text-muted">{children}</div>
      {command && <CodeBlock code={command} label="command" wrap />}
      {waiting && (
        <p role="status" className="flex items-center gap-2 text-muted text-sm">
          <span aria-hidden="true" className="size-2 animate-pulse rounded-full bg-accent" />
          {waiting}
        </p>
      )}
    </State>
  )
}

/** The role or the teams do not allow this; says who can change that. */
export function NoPermission({ what, who = 'An administrator' }: { what: string; who?: string }) {
  return (
    <State title="You cannot see this">
      <p className="text-muted">
        Your role or your teams do not allow {what}. {who} can grant it under Settings.
      </p>
    </State>
  )
}
