import { compareNumbers } from './numbers.ts'

/** `epoch:upstream-revision`. @see Debian Policy §5.6.12 */
export function compareDeb(a: string, b: string): number {
  const left = parts(a.trim())
  const right = parts(b.trim())
  return (
    compareNumbers(left.epoch, right.epoch) ||
    comparePart(left.upstream, right.upstream) ||
    comparePart(left.revision, right.revision)
  )
}

function parts(version: string): { epoch: string; upstream: string; revision: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? []
  const hyphen = rest.lastIndexOf('-')
  if (hyphen === -1) return { epoch, upstream: rest, revision: '0' }
  return { epoch, upstream: rest.slice(0, hyphen), revision: rest.slice(hyphen + 1) }
}

/** By turns what is not a digit and what is. */
function comparePart(a: string, b: string): number {
  let left = a
  let right = b
  while (left !== '' || right !== '') {
    const [leftText = ''] = /^\D*/.exec(left) ?? []
    const [rightText = ''] = /^\D*/.exec(right) ?? []
    for (let at = 0; at < Math.max(leftText.length, rightText.length); at++) {
      const order = weight(leftText[at]) - weight(rightText[at])
      if (order !== 0) return order
    }
    left = left.slice(leftText.length)
    right = right.slice(rightText.length)
    const [leftNumber = ''] = /^\d*/.exec(left) ?? []
    const [rightNumber = ''] = /^\d*/.exec(right) ?? []
    const order = compareNumbers(leftNumber, rightNumber)
    if (order !== 0) return order
    left = left.slice(leftNumber.length)
    right = right.slice(rightNumber.length)
  }
  return 0
}

/** A tilde is before the end, the end before letters, letters before everything else. */
function weight(character: string | undefined): number {
  if (character === undefined) return 0
  if (character === '~') return -1
  return character.charCodeAt(0) + (/[A-Za-z]/.test(character) ? 0 : 0x10000)
}
