import { shortLine, shortText } from './hostile-text.ts'

/** What a CEF line says of the event itself; severity 0…10. */
export interface CefEvent {
  version: string
  classId: string
  name: string
  severity: number
  /** Keys of the CEF dictionary in the order in which they are written; empty values are left out. */
  extension: [key: string, value: string][]
}

/** Lengths of the dictionary; a receiver may refuse what is longer. */
const HEADER_LENGTH = { classId: 1023, name: 512 }
const VALUE_LENGTH: Record<string, number> = { msg: 1023, request: 1023, reason: 1023, cat: 1023, outcome: 63 }
const CUSTOM_LENGTH = 4000
const OTHER_LENGTH = 1023

/**
 * One line of ArcSight's Common Event Format, version 0.
 * @see Implementing ArcSight Common Event Format (CEF), "Character encoding": `\` and `|` are escaped in the header, `\`
 * and `=` in the extension, and line breaks are `\n` there and forbidden in the header.
 */
export function cefLine(event: CefEvent): string {
  const header = [
    'CEF:0',
    'Plimsoll',
    'Plimsoll',
    headerText(event.version, 31),
    headerText(event.classId, HEADER_LENGTH.classId),
    headerText(event.name, HEADER_LENGTH.name),
    String(event.severity),
  ]
  const extension = event.extension
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${extensionText(key, value)}`)
  return `${header.join('|')}|${extension.join(' ')}`
}

function headerText(text: string, length: number): string {
  return shortLine(text, length).replace(/[\\|]/g, '\\$&')
}

function extensionText(key: string, value: string): string {
  const length = VALUE_LENGTH[key] ?? (/^[a-z]+\d+$/.test(key) ? CUSTOM_LENGTH : OTHER_LENGTH)
  return shortText(value, length).replace(/[\\=]/g, '\\$&').replaceAll('\n', '\\n')
}
