import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Check } from '../../domain/check.ts'

const FOLDER = join(process.cwd(), 'checks')
let loaded: Check[] | undefined

/** The canonical checks of `checks/*.yaml`, read once. */
export function canonicalChecks(): readonly Check[] {
  loaded ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => {
      const { metadata, spec } = parse(readFileSync(join(FOLDER, file), 'utf8'))
      return { id: metadata.name, ...spec }
    })
  return loaded
}
