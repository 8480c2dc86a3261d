import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Every file under a folder by its path within it, in order of their names. A link to a file counts as one, a link to a
 * folder is followed once, and what is neither (a pipe, a socket) is left out, because reading it may never end.
 */
export async function* filesIn(root: string): AsyncGenerator<string> {
  yield* walk(root, '', new Set())
}

async function* walk(root: string, within: string, seen: Set<string>): AsyncGenerator<string> {
  const folder = path.join(root, within)
  const real = await realpath(folder)
  if (seen.has(real)) return
  seen.add(real)
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = path.posix.join(within, entry.name)
    const type = await typeOf(entry, path.join(root, inside))
    if (type === 'folder' && entry.name !== '.git') yield* walk(root, inside, seen)
    else if (type === 'file') yield inside
  }
}

/** A link that leads nowhere is a file that cannot be opened. */
async function typeOf(entry: Dirent, full: string): Promise<'file' | 'folder' | 'other'> {
  const known = entry.isSymbolicLink() ? await stat(full).catch(() => null) : entry
  if (known === null || known.isFile()) return 'file'
  return known.isDirectory() ? 'folder' : 'other'
}
