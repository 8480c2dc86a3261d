import type { Notice } from '../../domain/notice.ts'
import { shorten } from './hostile-text.ts'
import { outlineOf } from './outline.ts'
import { passages } from './passages.ts'

interface AdfText {
  type: 'text'
  text: string
  marks?: ({ type: 'strong' } | { type: 'link'; attrs: { href: string } })[]
}
interface AdfParagraph {
  type: 'paragraph'
  content: AdfText[]
}
interface AdfList {
  type: 'bulletList'
  content: { type: 'listItem'; content: AdfParagraph[] }[]
}
/** Atlassian Document Format: text in it is text, so that nothing need be escaped; an empty text node is refused. */
export interface AdfDocument {
  type: 'doc'
  version: 1
  content: (AdfParagraph | AdfList | AdfCode)[]
}
interface AdfCode {
  type: 'codeBlock'
  content: { type: 'text'; text: string }[]
}

const SUMMARY_LENGTH = 255
/** What Jira takes in a text field. */
const FIELD_LENGTH = 32_767
const CLOSING_LINE =
  'Plimsoll keeps this ticket up to date and closes it when the next scans are clean. Closing it here closes nothing there.'

export function jiraSummary(notice: Notice): string {
  return shorten(outlineOf(notice).title, SUMMARY_LENGTH)
}

/** The description of a new ticket, or with `comment` what a comment on it says. */
export function adfOf(notice: Notice, comment = false): AdfDocument {
  const outline = outlineOf(notice)
  const opening = paragraph(
    strong(`${outline.happened}: `),
    link(outline.title, comment ? markedUrl(notice) : outline.url),
  )
  const lines = passages(outline.text).map((one) =>
    one.type === 'code' ? codeBlock(one.lines) : paragraph(words(one.text)),
  )
  const content: AdfDocument['content'] = [opening, ...lines]
  if (!comment) {
    if (outline.facts.length > 0) {
      content.push(list(outline.facts.map(([label, value]) => paragraph(strong(`${label}: `), words(value)))))
    }
    if (outline.items.length > 0) {
      content.push(list(outline.items.map((item) => paragraph(link(item.title, item.url), words(` ${item.detail}`)))))
    }
    if (outline.unnamed > 0) content.push(paragraph(words(`and ${outline.unnamed} more`)))
    content.push(paragraph(words(CLOSING_LINE)))
  }
  return { type: 'doc', version: 1, content }
}

/** The same as wiki markup, which Jira Data Center reads. */
export function wikiOf(notice: Notice, comment = false): string {
  const outline = outlineOf(notice)
  const opening = `*${wikiText(outline.happened)}:* ${wikiText(outline.title)}\n[Open in Plimsoll|${wikiUrl(comment ? markedUrl(notice) : outline.url)}]`
  const lines = passages(outline.text).map((one) => (one.type === 'code' ? wikiCode(one.lines) : wikiText(one.text)))
  const facts = outline.facts.map(([label, value]) => `* *${wikiText(label)}:* ${wikiText(value)}`)
  const items = outline.items.map(
    (item) => `* ${wikiText(item.title)} ([open|${wikiUrl(item.url)}]) ${wikiText(item.detail)}`,
  )
  if (outline.unnamed > 0) items.push(`* and ${outline.unnamed} more`)
  const parts = comment ? [opening, ...lines] : [opening, ...lines, facts.join('\n'), items.join('\n'), CLOSING_LINE]
  return shorten(parts.filter(Boolean).join('\n\n'), FIELD_LENGTH)
}

/** The link of a comment: its fragment says which message it is, so that a second attempt finds it. */
function markedUrl(notice: Notice): string {
  const url = new URL(notice.url)
  url.hash = notice.id
  return url.href
}

/** Hostile text in wiki markup: no macros, mentions (`[~user]`), links, images or headings. */
export function wikiText(text: string): string {
  return text.replace(/[\\{}[\]()*_\-+^~!|#?@]/g, '\\$&').replace(/^(\s*)(h[1-6]|bq)\./gim, '$1$2\u200b.')
}

/** Within it only its own end is markup. */
function wikiCode(lines: readonly string[]): string {
  return `{noformat}\n${lines.join('\n').replace(/\{(?=noformat)/gi, '{\u200b')}\n{noformat}`
}

function wikiUrl(url: string): string {
  return url.replace(/[|\]\s]/g, (mark) => encodeURIComponent(mark))
}

const words = (text: string): AdfText => ({ type: 'text', text })
const strong = (text: string): AdfText => ({ ...words(text), marks: [{ type: 'strong' }] })
const link = (text: string, href: string): AdfText => ({ ...words(text), marks: [{ type: 'link', attrs: { href } }] })
/** A text without a letter is refused. */
const codeBlock = (lines: readonly string[]): AdfCode => {
  const text = lines.join('\n')
  return { type: 'codeBlock', content: text ? [{ type: 'text', text }] : [] }
}
const paragraph = (...content: AdfText[]): AdfParagraph => ({ type: 'paragraph', content })
const list = (lines: AdfParagraph[]): AdfList => ({
  type: 'bulletList',
  content: lines.map((line) => ({ type: 'listItem', content: [line] })),
})
