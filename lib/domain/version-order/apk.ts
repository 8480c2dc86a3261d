import { compareLists, compareNumbers, compareParsed, compareText } from './numbers.ts'

const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p']
const VERSION =
  /^(\d+(?:\.\d+)*)([a-z])?((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?$/

interface ApkVersion {
  numbers: string[]
  letter: string
  suffixes: { rank: number; number: string }[]
  commit: string
  revision: string
}

const NO_SUFFIX = { rank: SUFFIXES.indexOf(''), number: '0' }

/** `digits{.digits}{letter}{_suffix{number}}{~hash}{-rN}`. @see apk-package(5), "Versions" of Alpine's apk-tools */
export function compareApk(a: string, b: string): number {
  return compareParsed(
    a,
    b,
    parse,
    (left, right) =>
      compareLists(left.numbers, right.numbers, NONE, compareComponent) ||
      compareText(left.letter, right.letter) ||
      compareLists(
        left.suffixes,
        right.suffixes,
        NO_SUFFIX,
        (x, y) => x.rank - y.rank || compareNumbers(x.number, y.number),
      ) ||
      compareText(left.commit, right.commit) ||
      compareNumbers(left.revision, right.revision),
  )
}

function parse(version: string): ApkVersion | null {
  const [, numbers, letter = '', suffixes = '', commit = '', revision = '0'] = VERSION.exec(version.trim()) ?? []
  if (numbers === undefined) return null
  const [first = '', ...rest] = numbers.split('.')
  return {
    numbers: [first.replace(/^0+(?=\d)/, ''), ...rest],
    letter,
    suffixes: suffixes
      .split('_')
      .slice(1)
      .map((suffix) => {
        const [, name = '', number = ''] = /^([a-z]+)(\d*)$/.exec(suffix) ?? []
        return { rank: SUFFIXES.indexOf(name), number }
      }),
    commit,
    revision,
  }
}

const NONE = ''

/** One that begins with 0 is a fraction and compared as text; a version with more of them is later. */
function compareComponent(a: string, b: string): number {
  if (a === NONE || b === NONE || a.startsWith('0') || b.startsWith('0')) return compareText(a, b)
  return compareNumbers(a, b)
}
