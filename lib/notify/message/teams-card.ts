import type { Notice } from '../../domain/notice.ts'
import { shorten } from './hostile-text.ts'
import { type Outline, outlineOf } from './outline.ts'

interface TextRun {
  type: 'TextRun'
  text: string
  weight?: 'Bolder'
  size?: 'Large'
  selectAction?: OpenUrl
}
interface OpenUrl {
  type: 'Action.OpenUrl'
  title: string
  url: string
}
interface RichTextBlock {
  type: 'RichTextBlock'
  inlines: TextRun[]
  separator?: true
}
export interface TeamsMessage {
  type: 'message'
  attachments: {
    contentType: 'application/vnd.microsoft.card.adaptive'
    contentUrl: null
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json'
      type: 'AdaptiveCard'
      version: '1.4'
      fallbackText: string
      msteams: { width: 'Full' }
      body: RichTextBlock[]
      actions: OpenUrl[]
    }
  }[]
}

/** Teams drops a message beyond 28 KB. */
const MESSAGE_BYTES = 28_000
const LINES = 12

/** An Adaptive Card that fits; what does not is left out from the end of a digest, then of the facts, never the link. */
export function teamsMessage(notice: Notice): TeamsMessage {
  const outline = outlineOf(notice)
  for (;;) {
    const message = cardOf(outline)
    const fits = Buffer.byteLength(JSON.stringify(message)) <= MESSAGE_BYTES
    if (fits || outline.text === '') return message
    if (outline.items.pop()) outline.unnamed += 1
    else if (!outline.facts.pop()) outline.text = shorten(outline.text, outline.text.length >> 1)
  }
}

/**
 * Text stands in text runs, which know no Markdown and no mentions. A break is a block of its own, because a run shows none.
 */
function cardOf(outline: Outline): TeamsMessage {
  const body: RichTextBlock[] = [
    block({ ...bold(outline.title), size: 'Large' }),
    block(bold(outline.happened)),
    ...outline.text
      .split('\n')
      .filter(Boolean)
      .slice(0, LINES)
      .map((line) => block(run(line))),
    ...outline.facts.map(([label, value]) => block(bold(`${label}: `), run(value))),
    ...outline.items.map((item) =>
      block({ ...bold(item.title), selectAction: openUrl(item.title, item.url) }, run(`  ${item.detail}`)),
    ),
  ]
  if (outline.unnamed > 0) body.push(block(run(`and ${outline.unnamed} more`)))
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: withoutFunctions(outline.title),
          msteams: { width: 'Full' },
          body,
          actions: [openUrl('Open in Plimsoll', outline.url)],
        },
      },
    ],
  }
}

/** `{{DATE(…)}}` is a function of the card's host. */
function withoutFunctions(text: string): string {
  return text.replaceAll('{{', '{\u200b{')
}

const run = (text: string): TextRun => ({ type: 'TextRun', text: withoutFunctions(text) })
const bold = (text: string): TextRun => ({ ...run(text), weight: 'Bolder' })
const block = (...inlines: TextRun[]): RichTextBlock => ({ type: 'RichTextBlock', inlines })
const openUrl = (title: string, url: string): OpenUrl => ({
  type: 'Action.OpenUrl',
  title: withoutFunctions(title),
  url,
})
