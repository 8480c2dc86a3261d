import { clsx } from 'clsx'
import { PIECES_ATTRIBUTE } from '../../lib/client/copy-whole.ts'

/** A shorter beginning is not worth a gap in the middle. */
const SHORTEST_HEAD = 8

/** The last part of a path stays whole up to this length. */
const LONGEST_PART = 20

/**
 * A long name in one line, shortened in the middle: its beginning stays, and its last part, or its last `tail` characters.
 * The whole text is in the page, so hovering and searching give all of it, and so does copying (lib/client/copy-whole.ts).
 */
export function MiddleTruncate({ text, tail = 12, mono = false }: { text: string; tail?: number; mono?: boolean }) {
  const characters = Array.from(text)
  const slash = characters.lastIndexOf('/')
  const last = slash > 0 && characters.length - slash <= LONGEST_PART ? characters.length - slash : tail
  const cut = characters.length < last + SHORTEST_HEAD ? 0 : characters.length - last
  const head = characters.slice(0, cut).join('')
  const rest = characters.slice(cut).join('')
  return (
    <span
      title={text}
      {...(head && { [PIECES_ATTRIBUTE]: '' })}
      className={clsx(
        'inline-flex min-w-0 max-w-full align-bottom print:inline print:[overflow-wrap:anywhere]',
        mono && 'font-mono text-xs leading-5',
      )}
    >
      {head && (
        <span className="min-w-[3ch] overflow-hidden text-ellipsis whitespace-pre print:whitespace-pre-wrap">
          {head}
        </span>
      )}
      <span
        className={clsx(
          'whitespace-pre print:whitespace-pre-wrap',
          head ? 'shrink-0' : 'min-w-0 overflow-hidden text-ellipsis',
        )}
      >
        {rest}
      </span>
    </span>
  )
}
