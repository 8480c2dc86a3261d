import { type ReactNode, useId } from 'react'

/** A part of a page under its own heading; `note` says what the part is out of, or how old. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-line border-t py-4 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="font-medium text-base">
          {title}
        </h2>
        {note && <p className="text-muted text-sm">{note}</p>}
      </div>
      {children}
    </section>
  )
}
