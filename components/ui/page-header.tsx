import type { ReactNode } from 'react'

/** The page's title and its filters in one row; `actions` at the end. On a phone they stack. */
export function PageHeader({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <h1 className="font-medium text-lg [overflow-wrap:anywhere]">{title}</h1>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:basis-full">{children}</div>
      {actions && <div className="flex items-center gap-2 print:hidden">{actions}</div>}
    </header>
  )
}
