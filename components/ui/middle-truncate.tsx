import { clsx } from 'clsx'

/**
 * A long name in one line, shortened in the middle: its beginning and its last `tail` characters stay. The whole text
 * is in the page, so hovering, copying and searching give all of it.
 */
export function MiddleTruncate({ text, tail = 12, mono = false }: { text: string; tail?: number; mono?: boolean }) {
  const characters = Array.from(text)
  const cut = Math.max(0, characters.length - tail)
  const head = characters.slice(0, cut).join('')
  const rest = characters.slice(cut).join('')
  return (
    <span
      title={text}
      className={clsx('inline-flex min-w-0 max-w-full align-bottom', mono && 'font-mono text-xs leading-5')}
    >
      {head && <span className="min-w-[3ch] overflow-hidden text-ellipsis whitespace-pre">{head}</span>}
      <span className={clsx('whitespace-pre', head ? 'shrink-0' : 'min-w-0 overflow-hidden text-ellipsis')}>
        {rest}
      </span>
    </span>
  )
}
