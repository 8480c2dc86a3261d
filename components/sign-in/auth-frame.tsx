import type { ReactNode } from 'react'
import { Mark } from '../ui/mark.tsx'

/** The frame of the pages before sign-in: one narrow column under the mark. */
export function AuthFrame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col gap-4 px-4 py-[12dvh]">
      <div className="flex items-center gap-2 text-accent">
        <Mark size={28} />
        <span className="font-medium text-ink text-lg">Plimsoll</span>
      </div>
      <h1 className="font-medium text-xl">{title}</h1>
      {intro && <div className="text-muted">{intro}</div>}
      {children}
    </main>
  )
}
