const NUL = '\0'
const REPLACEMENT = '\uFFFD'

/**
 * Text that Postgres can store: NUL bytes and lone surrogates become U+FFFD, so that a hostile character never costs a
 * finding. At most `maxLength` UTF-16 units are kept, never half of a surrogate pair.
 */
export function cleanText(text: string, maxLength: number): string {
  let clean = text.length > maxLength ? cut(text, maxLength) : text
  if (clean.includes(NUL)) clean = clean.replaceAll(NUL, REPLACEMENT)
  return clean.isWellFormed() ? clean : clean.toWellFormed()
}

function cut(text: string, maxLength: number): string {
  const last = text.charCodeAt(maxLength - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? maxLength - 1 : maxLength)
}
