import type { NoticeEvent } from './notice.ts'

type Data = Record<string, unknown>
const textOf = (data: Data, name: string) => (typeof data[name] === 'string' && data[name] !== '' ? data[name] : null)

/** What the log keeps beside an event, as a sentence of it; null where the event says all. */
const SENTENCES: Partial<Record<NoticeEvent, (data: Data) => string | null>> = {
  mentioned: (data) => sentence(textOf(data, 'text'), (text) => `${textOf(data, 'by') ?? 'Somebody'} wrote: ${text}`),
  worsened: (data) =>
    textOf(data, 'reason') ?? (typeof data.fromRisk === 'number' ? `The risk was ${data.fromRisk} before.` : null),
  'exception-expiring': (data) =>
    sentence(textOf(data, 'until'), (until) =>
      [`The risk is accepted until ${until.slice(0, 10)}`, textOf(data, 'by') && ` by ${data.by}`, reasonOf(data)]
        .filter(Boolean)
        .join(''),
    ),
  'over-line': (data) => textOf(data, 'text'),
  progress: (data) => textOf(data, 'text'),
  closed: (data) => textOf(data, 'text'),
}

function sentence(value: string | null, say: (value: string) => string): string | null {
  return value === null ? null : say(value)
}

function reasonOf(data: Data): string {
  const reason = textOf(data, 'reason')
  return reason === null ? '.' : `: ${reason}`
}

/** The sentences of these events. */
export function saidOf(events: readonly NoticeEvent[], data: Data): string | null {
  const said = events.flatMap((event) => SENTENCES[event]?.(data) ?? [])
  return said.length === 0 ? null : said.join('\n')
}
