import { cleanText } from './clean-text.ts'
import { fitsPath, pathPattern } from './codeowners-pattern.ts'

/** Whose rules a CODEOWNERS file follows: in GitLab's, sections each give an owner and a path without `/` in front is found anywhere. */
export const CODEOWNERS_DIALECTS = ['github', 'gitlab'] as const
export type CodeownersDialect = (typeof CODEOWNERS_DIALECTS)[number]

/** One line that says who owns what. */
export interface CodeownersLine {
  /** 1 is the first. */
  line: number
  pattern: string
  /** As they are written: `@org/team`, `@person`, an e-mail address. None: nobody owns it. */
  owners: string[]
  /** GitLab's section, '' outside of any. */
  section: string
}

export interface CodeownersProblem {
  line: number
  message: string
}

export interface Codeowners {
  dialect: CodeownersDialect
  lines: CodeownersLine[]
  /** Lines that were left out, and why; at most MAX_PROBLEMS. */
  problems: CodeownersProblem[]
}

const MAX_LINES = 20_000
const MAX_PROBLEMS = 50
const MAX_PATTERN = 1000
const MAX_OWNERS = 50
const MAX_SECTION = 200

/** `[Docs]`, `^[Optional]`, `[Two approvals][2] @owner`; the owners after it are those of its lines that name none. */
const SECTION = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/

/** @param dialect null reads it as GitLab's when it has a section, else as GitHub's */
export function parseCodeowners(text: string, dialect: CodeownersDialect | null = null): Codeowners {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const spoken = dialect ?? (rows.some((row) => SECTION.test(row.trim())) ? 'gitlab' : 'github')
  const lines: CodeownersLine[] = []
  const problems: CodeownersProblem[] = []
  const sections = new Map<string, { name: string; owners: string[] }>()
  let section = { name: '', owners: [] as string[] }
  for (const [index, row] of rows.entries()) {
    const line = index + 1
    const refuse = (message: string) => problems.length < MAX_PROBLEMS && problems.push({ line, message })
    const trimmed = row.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    if (lines.length === MAX_LINES) {
      refuse(`Only the first ${MAX_LINES} rules are taken.`)
      break
    }
    const head = spoken === 'gitlab' ? SECTION.exec(trimmed) : null
    if (head) {
      const name = cleanText((head[1] ?? '').trim(), MAX_SECTION)
      const owners = words(head[2] ?? '')
      // Sections of one name are one, whatever their case; the first that names owners says whose.
      section = sections.get(name.toLowerCase()) ?? { name, owners }
      sections.set(name.toLowerCase(), section)
      continue
    }
    const [written = '', ...named] = words(trimmed)
    const problem = problemOf(written, named, spoken)
    if (problem) {
      refuse(problem)
      continue
    }
    const excluded = written.startsWith('!')
    const owners = named.length === 0 && !excluded ? section.owners : named
    lines.push({ line, pattern: written, owners: owners.slice(0, MAX_OWNERS), section: section.name })
  }
  return { dialect: spoken, lines, problems }
}

/** Splits at white space; a backslash keeps a space or a `#` as it is. The rest after a `#` that begins a word is a comment. */
function words(text: string): string[] {
  const found: string[] = []
  for (const [word] of text.matchAll(/(?:\\.|\S)+/g)) {
    if (word.startsWith('#')) break
    found.push(word.replace(/\\([ #])/g, '$1'))
  }
  return found
}

function problemOf(pattern: string, owners: readonly string[], dialect: CodeownersDialect): string | null {
  if (pattern.length > MAX_PATTERN) return `The pattern is longer than ${MAX_PATTERN} characters.`
  if (dialect === 'github') {
    if (pattern.startsWith('!')) return 'GitHub does not know "!": this line is left out, as GitHub leaves it out.'
    if (pattern.includes('[')) return 'GitHub does not know ranges in brackets: this line is left out.'
  }
  const stranger = owners.find((owner) => !/^@@?[\w.-]|^[^@\s]+@[^@\s]+$/.test(owner))
  if (stranger !== undefined) return `"${cleanText(stranger, 60)}" is neither @team, @person nor an e-mail address.`
  return null
}

/** The line that decides for a path. */
export interface CodeownersAnswer {
  line: CodeownersLine
  path: string
}

/**
 * Makes the question "who owns these paths?" cheap to ask of one file: in each section the last line that fits a path wins for
 * it. The answers of one section come before those of the next and begin with the one furthest down, which stands for the
 * most particular. A line without owners says that nobody does.
 */
export function codeownersOf({
  dialect,
  lines,
}: Pick<Codeowners, 'dialect' | 'lines'>): (paths: readonly string[]) => CodeownersAnswer[] {
  const sections = new Map<string, { line: CodeownersLine; pattern: ReturnType<typeof pathPattern> }[]>()
  for (const line of lines) {
    const own = sections.get(line.section) ?? []
    sections.set(line.section, own)
    own.push({ line, pattern: pathPattern(line.pattern.replace(/^!/, ''), dialect === 'github') })
  }
  return (paths) =>
    [...sections.values()].flatMap((own) => {
      const decisive = new Map<CodeownersLine, CodeownersAnswer>()
      for (const path of paths) {
        const segments = path.replace(/^\.?\/+/, '').split('/')
        const excluded = own.some(({ line, pattern }) => line.pattern.startsWith('!') && fitsPath(pattern, segments))
        if (excluded) continue
        const line = own.findLast(({ pattern }) => fitsPath(pattern, segments))?.line
        if (line && line.owners.length > 0 && !decisive.has(line)) decisive.set(line, { line, path })
      }
      return [...decisive.values()].sort((one, other) => other.line.line - one.line.line)
    })
}
