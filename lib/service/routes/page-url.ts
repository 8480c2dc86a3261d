import { config } from '../../config.ts'

/** Absolute address of a page of ours. */
export function pageUrl(path: string): string {
  return `${config.publicUrl}${path}`
}
