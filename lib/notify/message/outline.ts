import { NOTICE_EVENT_WORDS, type Notice, type NoticeItem } from '../../domain/notice.ts'
import { SEVERITIES, type Severity } from '../../domain/severity.ts'
import { shorten, shortLine, shortText } from './hostile-text.ts'

/** One line of a digest: what it is, and one line of what is known of it. */
export interface OutlineItem {
  title: string
  url: string
  detail: string
}

/** What every message says, in order, as text without controls; each channel gives it its own form. */
export interface Outline {
  /** "New · Overdue". */
  happened: string
  title: string
  text: string
  url: string
  facts: [label: string, value: string][]
  items: OutlineItem[]
  /** Things of a digest that `items` leaves out. */
  unnamed: number
}

/** Beyond these lengths a text helps no reader; every limit of a provider is above or cuts further. */
const TITLE_LENGTH = 200
const TEXT_LENGTH = 4000
const LABEL_LENGTH = 60
const VALUE_LENGTH = 300
const FACTS = 16
const ITEM_LENGTH = 120
/** Severities of which no source stated one are not called "unknown severity" in a message of few words. */
const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  unknown: 'Unknown',
}

export function outlineOf(notice: Notice): Outline {
  const { digest } = notice
  const items = (digest?.items ?? []).map(outlineItem)
  return {
    happened: happenedWords(notice.events),
    title: shorten(`${notice.test ? 'Test: ' : ''}${titleText(notice.title, TITLE_LENGTH)}`, TITLE_LENGTH),
    text: shorten(
      [notice.test ? 'Somebody sends this to see whether messages arrive.' : '', shortText(notice.text, TEXT_LENGTH)]
        .filter(Boolean)
        .join('\n'),
      TEXT_LENGTH,
    ),
    url: notice.url,
    facts: factsOf(notice),
    items,
    unnamed: digest ? Math.max(0, digest.total - items.length) : 0,
  }
}

/** No channel takes a message or a link without a word. */
function titleText(title: string, length: number): string {
  return shortLine(title, length) || 'Without a title'
}

/** `21 Nov 2026, 10:00 UTC`: a message is read in many time zones. */
export function dateWords(at: Date): string {
  const [day, month, year] = [at.getUTCDate(), MONTHS[at.getUTCMonth()], at.getUTCFullYear()]
  return `${day} ${month} ${year}, ${at.toISOString().slice(11, 16)} UTC`
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function happenedWords(events: Notice['events']): string {
  return events.map((event) => NOTICE_EVENT_WORDS[event]).join(' · ')
}

function factsOf({ subject, digest }: Notice): [string, string][] {
  const facts: [string, string | null][] = []
  if (subject) {
    facts.push(
      ['Severity', subject.severity && SEVERITY_WORDS[subject.severity]],
      ['Risk', subject.risk === null ? null : `${subject.risk} of 100`],
      ['Team', subject.team?.name ?? null],
      ['Where', subject.where],
      ['Environment', subject.environment],
      ['Stage', subject.stage],
      ['Status', subject.status],
      ['Due', subject.dueAt && dateWords(subject.dueAt)],
      ...subject.facts.map(([label, value]): [string, string] => [label, value]),
    )
  }
  if (digest) {
    facts.push(['Since', dateWords(digest.from)], ['Until', dateWords(digest.to)], ['Things', String(digest.total)])
    const counted = SEVERITIES.filter((severity) => digest.bySeverity[severity] > 0)
    facts.push(['By severity', counted.map((one) => `${digest.bySeverity[one]} ${one}`).join(', ') || null])
  }
  return facts
    .map(([label, value]): [string, string] => [shortLine(label, LABEL_LENGTH), shortLine(value ?? '', VALUE_LENGTH)])
    .filter(([label, value]) => label !== '' && value !== '')
    .slice(0, FACTS)
}

function outlineItem(item: NoticeItem): OutlineItem {
  const detail = [
    happenedWords(item.events),
    item.severity && SEVERITY_WORDS[item.severity],
    item.risk === null ? null : `risk ${item.risk}`,
    item.where && shortLine(item.where, ITEM_LENGTH),
  ]
  return {
    title: titleText(item.title, ITEM_LENGTH),
    url: item.url,
    detail: detail.filter(Boolean).join(' · '),
  }
}
