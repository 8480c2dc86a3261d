import type { Notice } from '../../domain/notice.ts'
import { shorten } from './hostile-text.ts'
import { markdownLink, markdownText, withoutReferences } from './markdown.ts'
import { type Outline, outlineOf } from './outline.ts'
import { passages } from './passages.ts'

export interface MarkdownTicket {
  title: string
  body: string
}

/**
 * Title and body of an issue at GitHub or GitLab. The link stands first, so that it is there however much is cut; escapes
 * at most double the text, and `bodyLength` is far above twice of what an outline holds.
 */
export function ticketMarkdown(notice: Notice, titleLength: number, bodyLength: number): MarkdownTicket {
  const outline = outlineOf(notice)
  return {
    title: shorten(withoutReferences(outline.title), titleLength),
    body: shorten(ticketBody(outline), bodyLength),
  }
}

/** What a comment says when something happens to a ticket that is there already. */
export function commentMarkdown(notice: Notice, bodyLength: number): string {
  const outline = outlineOf(notice)
  const lines = [`**${outline.happened}:** ${markdownLink(outline.title, outline.url)}`, ...paragraphs(outline.text)]
  return shorten(lines.join('\n\n'), bodyLength)
}

function ticketBody(outline: Outline): string {
  const facts = outline.facts.map(([label, value]) => `- **${markdownText(label)}:** ${markdownText(value)}`)
  const items = outline.items.map((item) => `- ${markdownLink(item.title, item.url)} ${markdownText(item.detail)}`)
  if (outline.unnamed > 0) items.push(`- and ${outline.unnamed} more`)
  return [
    `[Open in Plimsoll](<${outline.url}>) · ${outline.happened}`,
    ...paragraphs(outline.text),
    facts.join('\n'),
    items.join('\n'),
    'Plimsoll keeps this ticket up to date and closes it when the next scans are clean. Closing it here closes nothing there.',
  ]
    .filter(Boolean)
    .join('\n\n')
}

/**
 * What is to be copied stays as it is: no fence could be ended by what is in it, nothing indented so far is markup, a mention or
 * a quick action, and blanks of no width would be copied too.
 */
function paragraphs(text: string): string[] {
  return passages(text).map((one) =>
    one.type === 'code' ? one.lines.map((line) => `    ${line}`).join('\n') : markdownText(one.text),
  )
}
