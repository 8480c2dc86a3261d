import type { NoticeSubject } from '../../domain/notice.ts'
import { pageUrl } from './page-url.ts'

/**
 * What an event without an issue is about. Whoever inserts one gives its data: `thing` (`load:team:3`), `title`, and the `path` of its page;
 * `team`, `where` and `environment` where they are known, and `text` as a sentence of what happened.
 */
export function otherSubject({ thing, data }: { thing: string; data: Record<string, unknown> }): NoticeSubject {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : null)
  const [type = '', ...id] = thing.split(':')
  return {
    type: type === 'issue' || type === 'fix' || type === 'source' ? type : 'load',
    id: id.join(':'),
    title: text('title') ?? thing,
    url: pageUrl(text('path') ?? '/'),
    severity: null,
    risk: null,
    team: null,
    where: text('where'),
    environment: text('environment'),
    stage: null,
    status: null,
    dueAt: null,
    facts: [],
  }
}
