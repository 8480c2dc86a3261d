import { colourOf, DASHES, type Series } from './series.ts'

type Look = Pick<Series<never>, 'colour' | 'pattern'>

/** Fills of bars: they differ in print and for who does not tell colours apart. Reference one as url(#id). */
export function Patterns({ looks, id }: { looks: readonly (Look & { key: string })[]; id: string }) {
  return (
    <defs>
      {looks.map((look) => (
        <pattern
          key={look.key}
          id={`${id}-${look.key}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <PatternShape look={look} />
        </pattern>
      ))}
    </defs>
  )
}

function PatternShape({ look }: { look: Look }) {
  const colour = colourOf(look)
  if (look.pattern === 'solid') return <rect width="6" height="6" fill={colour} />
  if (look.pattern === 'dotted')
    return (
      <>
        <rect width="6" height="6" fill={colour} opacity=".2" />
        <circle cx="3" cy="3" r="1.5" fill={colour} />
      </>
    )
  return (
    <>
      <rect width="6" height="6" fill={colour} opacity=".25" />
      <rect width="3" height="6" fill={colour} />
    </>
  )
}

/** What a series looks like, beside its name. */
export function Legend({
  series,
  form,
  id,
}: {
  series: readonly (Look & { key: string; label: string })[]
  form: 'bars' | 'lines'
  id: string
}) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {series.map((one) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <svg width="18" height="10" aria-hidden="true" className="shrink-0">
            {form === 'bars' ? (
              <>
                <Patterns looks={[one]} id={`${id}-legend`} />
                <rect width="18" height="10" fill={`url(#${id}-legend-${one.key})`} stroke={colourOf(one)} />
              </>
            ) : (
              <path d="M0 5h18" stroke={colourOf(one)} strokeWidth="2" strokeDasharray={DASHES[one.pattern]} />
            )}
          </svg>
          {one.label}
        </li>
      ))}
    </ul>
  )
}
