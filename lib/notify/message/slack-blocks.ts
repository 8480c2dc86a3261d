import type { Notice } from '../../domain/notice.ts'
import { shorten, shortenEscaped, withoutMentions } from './hostile-text.ts'
import { type Outline, outlineOf } from './outline.ts'

type RichElement =
  | { type: 'text'; text: string; style?: { bold: true } }
  | { type: 'link'; url: string; text: string; style?: { bold: true } }
interface RichSection {
  type: 'rich_text_section'
  elements: RichElement[]
}
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | {
      type: 'rich_text'
      elements: (RichSection | { type: 'rich_text_list'; style: 'bullet'; elements: RichSection[] })[]
    }
  | {
      type: 'actions'
      elements: {
        type: 'button'
        text: { type: 'plain_text'; text: string; emoji: false }
        url: string
        action_id: string
      }[]
    }

export interface SlackMessage {
  /** What a notification shows. */
  text: string
  blocks: SlackBlock[]
}

const HEADER_LENGTH = 150
const NOTIFICATION_LENGTH = 1000

/**
 * A message in Slack's blocks. Hostile text goes into rich text and plain text, where Slack reads neither markup nor mentions,
 * so that there is nothing to escape; only the text of the notification is mrkdwn. All of it stays far below the about 13,000
 * characters at which Slack answers `msg_blocks_too_long`.
 */
export function slackMessage(notice: Notice): SlackMessage {
  const outline = outlineOf(notice)
  return {
    text: shortenEscaped(`${outline.happened}: ${outline.title}`, NOTIFICATION_LENGTH, mrkdwnText),
    blocks: slackBlocks(outline),
  }
}

/** Text in mrkdwn: `<!channel>`, `<@U1>` and links are text, and a bare `@here` notifies nobody. */
export function mrkdwnText(text: string): string {
  return withoutMentions(text, /[@#](?=\w)/g)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function slackBlocks(outline: Outline): SlackBlock[] {
  const opening: RichElement[] = [bold(outline.happened)]
  if (outline.text) opening.push(text(`\n${outline.text}`))
  const body: (SlackBlock & { type: 'rich_text' })['elements'] = [section(...opening)]
  if (outline.facts.length > 0) {
    body.push(list(outline.facts.map(([label, value]) => section(bold(`${label}: `), text(value)))))
  }
  if (outline.items.length > 0) {
    body.push(
      section(bold('What it is about')),
      list(outline.items.map((item) => section(link(item.url, item.title), text(` ${item.detail}`)))),
    )
  }
  if (outline.unnamed > 0) body.push(section(text(`and ${outline.unnamed} more`)))
  return [
    { type: 'header', text: plain(shorten(outline.title, HEADER_LENGTH)) },
    { type: 'rich_text', elements: body },
    {
      type: 'actions',
      elements: [{ type: 'button', text: plain('Open in Plimsoll'), url: outline.url, action_id: 'open' }],
    },
  ]
}

const plain = (words: string) => ({ type: 'plain_text', text: words, emoji: false }) as const
const text = (words: string): RichElement => ({ type: 'text', text: words })
const bold = (words: string): RichElement => ({ type: 'text', text: words, style: { bold: true } })
const link = (url: string, words: string): RichElement => ({ type: 'link', url, text: words })
const section = (...elements: RichElement[]): RichSection => ({ type: 'rich_text_section', elements })
const list = (elements: RichSection[]) => ({ type: 'rich_text_list', style: 'bullet', elements }) as const
