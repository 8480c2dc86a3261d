import { matchesGlob } from './glob.ts'

/** A pattern in its segments; `**` stands for any number of them. */
export interface PathPattern {
  segments: readonly string[]
  /** Whether what lies below a folder that fits, fits too. */
  descends: boolean
}

/**
 * Reads a pattern as .gitignore has it. `github`: one with a `/` inside it starts at the root; in GitLab's files only one
 * with a `/` in front does. A last segment `*` is one level only, as both of them document it.
 */
export function pathPattern(text: string, github: boolean): PathPattern {
  const isFolder = text.endsWith('/')
  const inner = text.replace(/^\/+|\/+$/g, '')
  const named = inner.split(/\/+/)
  const isAnchored = text.startsWith('/') || (github && named.length > 1)
  const segments = isAnchored || named[0] === '**' ? named : ['**', ...named]
  if (inner === '') return { segments: ['**'], descends: true }
  const onlyThere = named.at(-1) === '*' && named.length > 1 && !isFolder
  // A folder is not itself a file: something must follow.
  return { segments: isFolder ? [...segments, '*'] : segments, descends: isFolder || !onlyThere }
}

/** Two pointers with one way back, to the last `**`: never worse than pattern × path. */
export function fitsPath({ segments, descends }: PathPattern, path: readonly string[]): boolean {
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < path.length) {
    const segment = segments[p]
    if (segment === '**') {
      star = p++
      resume = t
      continue
    }
    if (segment !== undefined && matchesGlob(segment, path[t] as string, '?')) {
      p++
      t++
      if (p === segments.length && descends) return true
      continue
    }
    if (star < 0) return false
    p = star + 1
    t = ++resume
  }
  while (segments[p] === '**') p++
  return p === segments.length
}
