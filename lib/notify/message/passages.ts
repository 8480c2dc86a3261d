/** A part of a text: a paragraph of one line, or lines to copy exactly as they stand. */
export type Passage = { type: 'words'; text: string } | { type: 'code'; lines: string[] }

const INDENT = '    '

/** A text in its parts. Lines that begin with four blanks are to be copied, as the text of a fix writes its changes. */
export function passages(text: string): Passage[] {
  const parts: Passage[] = []
  let code: string[] | null = null
  for (const line of text.split('\n')) {
    if (line.startsWith(INDENT)) {
      if (!code) {
        code = []
        parts.push({ type: 'code', lines: code })
      }
      code.push(line.slice(INDENT.length))
      continue
    }
    code = null
    if (line.trim()) parts.push({ type: 'words', text: line.trim() })
  }
  return parts
}
