/**
 * True when the whole text fits the pattern; `*` stands for any characters, also `/` and none, and `anyOne`, where it is
 * given, for any one. Linear in practice and never worse than pattern × text, so that a hostile pattern or text cannot
 * stall a worker.
 */
export function matchesGlob(pattern: string, text: string, anyOne?: '?'): boolean {
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      resume = t
    } else if (p < pattern.length && (pattern[p] === text[t] || pattern[p] === anyOne)) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++resume
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
