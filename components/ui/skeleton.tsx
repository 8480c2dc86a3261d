import { clsx } from 'clsx'

/** A grey box in the shape of what is coming; it appears after 200 ms. Give it a height and a width by class. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <span aria-hidden="true" className={clsx('skeleton block rounded-sm', className)} />
}

/** Lines of text that are coming. */
export function SkeletonLines({ label, lines = 3 }: { label: string; lines?: 1 | 2 | 3 | 4 | 5 | 6 }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-2">
      {['w-3/4', 'w-full', 'w-5/6', 'w-2/3', 'w-11/12', 'w-1/2'].slice(0, lines).map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  )
}
