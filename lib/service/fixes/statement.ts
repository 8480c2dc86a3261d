import type { StoredStatement } from '../../store/fixes/subject.ts'

/** All versions that one scan found installed. */
export function installedIn({ installed, more }: StoredStatement): string[] {
  return told([installed, ...more.map(({ installedVersion }) => installedVersion)])
}

/** All files in which one scan found the package. */
export function pathsIn({ path, more }: StoredStatement): string[] {
  return told([path, ...more.map((one) => one.path)])
}

function told(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter((text): text is string => typeof text === 'string' && text !== ''))]
}
