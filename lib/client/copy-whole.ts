/** Marks an element that shows one text in two pieces (components/ui/middle-truncate.tsx). */
export const PIECES_ATTRIBUTE = 'data-pieces'

/**
 * Browsers copy the two pieces of a shortened name on two lines. This puts them back together in whatever is copied.
 * Returns how to stop.
 */
export function copyWhole(): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const selection = document.getSelection()
    if (!selection || !event.clipboardData || event.target instanceof HTMLInputElement) return
    const copied = selection.toString()
    let whole = copied
    for (const element of document.querySelectorAll(`[${PIECES_ATTRIBUTE}]`)) {
      if (!selection.containsNode(element, true)) continue
      const [head, tail] = [...element.children].map((piece) => piece.textContent ?? '')
      if (head && tail) whole = joinPieces(whole, head, tail)
    }
    if (whole === copied) return
    event.clipboardData.setData('text/plain', whole)
    event.preventDefault()
  }
  document.addEventListener('copy', onCopy)
  return () => document.removeEventListener('copy', onCopy)
}

/** `text` without the line breaks between the end of `head` and the beginning of `tail`, also where a part was selected. */
export function joinPieces(text: string, head: string, tail: string): string {
  const parts = text.split('\n')
  return parts.reduce((joined, part, at) => {
    if (at === 0) return part
    const before = parts[at - 1] ?? ''
    const cut = before !== '' && part !== '' && endsAlike(before, head) && startsAlike(part, tail)
    return joined + (cut ? '' : '\n') + part
  }, '')
}

/** Whether one ends with the other: a selection may begin inside the head, or a line before it. */
const endsAlike = (text: string, head: string) => text.endsWith(head) || head.endsWith(text)
const startsAlike = (text: string, tail: string) => text.startsWith(tail) || tail.startsWith(text)
