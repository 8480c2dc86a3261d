/** How far a piece of work is. `total` null: it goes on, nobody knows how far. */
export function ProgressBar({ label, value, total }: { label: string; value: number; total: number | null }) {
  const share = total ? Math.min(100, Math.round((100 * value) / total)) : null
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-2 text-xs">
        <span>{label}</span>
        <span className="text-muted">
          {value.toLocaleString('en-GB')}
          {total !== null && ` of ${total.toLocaleString('en-GB')}`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share !== null && { 'aria-valuenow': share })}
      >
        <svg width="100%" height="4" aria-hidden="true" className="block">
          <rect width="100%" height="4" rx="2" className="fill-line" />
          <rect
            width={`${share ?? 100}%`}
            height="4"
            rx="2"
            className={share === null ? 'animate-pulse fill-accent' : 'fill-accent'}
          />
        </svg>
      </div>
    </div>
  )
}
