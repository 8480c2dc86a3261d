import { describe, expect, it } from 'vitest'
import type { Notice } from '../../domain/notice.ts'
import type { Delivery } from '../provider.ts'
import { GITHUB_REPOSITORY, GITHUB_TOKEN, SECONDARY_LIMIT, startGithubStub } from '../testing/github-stub.ts'
import { GITLAB_PROJECT, GITLAB_TOKEN, startGitlabStub } from '../testing/gitlab-stub.ts'
import { type HttpStub, localOutbound } from '../testing/http-stub.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'

const atGithub = (url: string, change: object = {}) =>
  github.settings.parse({
    apiUrl: url,
    repository: GITHUB_REPOSITORY,
    token: GITHUB_TOKEN,
    labels: ['security'],
    ...change,
  })
const atGitlab = (url: string, change: object = {}) =>
  gitlab.settings.parse({ url, project: GITLAB_PROJECT, token: GITLAB_TOKEN, labels: ['security'], ...change })

const TRACKERS = [
  {
    name: 'GitHub',
    key: `${GITHUB_REPOSITORY}#1`,
    start: startGithubStub,
    send: (url: string, message: Notice, change = {}) => github.send(atGithub(url, change), message, localOutbound),
    stateOf: (url: string, key: string, change = {}) => github.remoteState?.(atGithub(url, change), key, localOutbound),
    done: { state: 'completed', closed: true },
  },
  {
    name: 'GitLab',
    key: `${GITLAB_PROJECT}#1`,
    start: startGitlabStub,
    send: (url: string, message: Notice, change = {}) => gitlab.send(atGitlab(url, change), message, localOutbound),
    stateOf: (url: string, key: string, change = {}) => gitlab.remoteState?.(atGitlab(url, change), key, localOutbound),
    done: { state: 'closed', closed: true },
  },
]

/** Everything that was written; titles, which are no Markdown, only where they are asked for. */
function texts(stub: HttpStub, titles = false): string {
  const written = stub.requests.flatMap(({ json }) => Object.entries((json ?? {}) as object))
  return written
    .filter(([name]) => titles || name !== 'title')
    .map(([, text]) => String(text))
    .join('\n')
}

const remote = (delivery: Delivery) => (delivery.ok ? delivery.remoteKey : undefined) ?? ''

describe.each(TRACKERS)('$name', ({ name, key, start, send, stateOf, done }) => {
  it.each([
    ['one issue', notice()],
    ['a digest', digestNotice()],
    ['hostile text', hostileNotice()],
    ['text without end', hostileNotice(400)],
    ['a digest without end', digestNotice('ü*'.repeat(5000))],
    ['a title of nothing', notice({ title: '\0', text: '' })],
  ])('takes %s, with its link', async (_what, message) => {
    await using stub = await start()
    expect(await send(stub.url, message)).toEqual({
      ok: true,
      remoteKey: key,
      remoteUrl: expect.stringMatching(/^https:.*issues\/1$/),
    })
    expect(texts(stub)).toContain(`(<${LINK}>)`)
  })

  it('keeps one ticket: comments on it, closes it, and opens it again', async () => {
    await using stub = await start()
    const remoteKey = remote(await send(stub.url, notice()))
    const update = (change: Partial<Notice>) => send(stub.url, notice({ operation: 'update', remoteKey, ...change }))
    expect(await update({ events: ['overdue'] })).toEqual({ ok: true, remoteKey })
    expect(await stateOf(stub.url, remoteKey)).toMatchObject({ closed: false })
    expect(await update({ operation: 'close', events: ['closed'] })).toEqual({ ok: true, remoteKey })
    expect(await stateOf(stub.url, remoteKey)).toEqual(done)
    expect(await update({ events: ['reopened'] })).toEqual({ ok: true, remoteKey })
    expect(await stateOf(stub.url, remoteKey)).toMatchObject({ closed: false })
    expect(stub.issues).toHaveLength(1)
    expect(texts(stub)).toMatch(/\*\*Overdue:\*\*[\s\S]*\*\*Closed:\*\*[\s\S]*\*\*Reopened:\*\*/)
  })

  it('makes no second ticket and no second comment where an answer was lost', async () => {
    await using stub = await start()
    const remoteKey = remote(await send(stub.url, notice()))
    expect(await send(stub.url, notice({ attempt: 2 }))).toMatchObject({
      ok: true,
      remoteKey,
      remoteUrl: expect.any(String),
    })
    expect(remote(await send(stub.url, notice({ attempt: 2, id: 'another' })))).not.toBe(remoteKey)
    expect(stub.issues).toHaveLength(2)
    const update = notice({ operation: 'update', remoteKey, id: 'update' })
    for (const attempt of [1, 2, 3]) await send(stub.url, { ...update, attempt })
    expect(
      stub.requests.filter(({ method, path }) => method === 'POST' && /(comments|notes)$/.test(path)),
    ).toHaveLength(1)
  })

  it('notifies and refers to nobody, runs nothing and shows no markup, whatever a text says', async () => {
    await using stub = await start()
    const remoteKey = remote(await send(stub.url, hostileNotice()))
    await send(stub.url, { ...hostileNotice(), operation: 'update', remoteKey })
    const text = texts(stub)
    expect(text).toContain('@\u200beveryone')
    expect(texts(stub, true)).not.toMatch(/[@#!~&%$]\w/)
    expect(text).not.toMatch(/(?<!\\)<(?!https:|!-- plimsoll)/)
    expect(text).not.toMatch(/\]\(javascript/)
    expect('commands' in stub ? stub.commands : []).toEqual([])
  })

  it('says what is wrong and what to do, without the token', async () => {
    await using stub = await start()
    const unknown = await send(stub.url, notice(), { token: 'secret-token' })
    expect(unknown).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringMatching(/HTTP 401: .*\. Check the token/),
    })
    expect(JSON.stringify(unknown)).not.toContain('secret-token')
    const elsewhere = name === 'GitHub' ? { repository: 'example/other' } : { project: 'example/other' }
    expect(await send(stub.url, notice(), elsewhere)).toMatchObject({
      retryable: false,
      detail: expect.stringMatching(/HTTP 404: .*Not Found\. Check .* and that the token is for/),
    })
  })

  it('waits until its limit is lifted', async () => {
    await using stub = await start()
    stub.throttle()
    const delivery = await send(stub.url, notice())
    expect(delivery).toMatchObject({ ok: false, retryable: true })
    const wait = delivery.ok ? 0 : delivery.retryAfterSeconds
    expect(wait).toBeGreaterThan(40)
    expect(wait).toBeLessThan(95)
  })

  it('knows a ticket that is gone from a tracker that refuses', async () => {
    await using stub = await start()
    const missing = key.replace('#1', '#77')
    expect(await stateOf(stub.url, missing)).toBeNull()
    await expect(stateOf(stub.url, key, { token: 'other' })).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining('401'),
    })
    const gone = { remoteKey: missing, events: ['closed'] as const }
    expect(await send(stub.url, notice({ ...gone, operation: 'close' }))).toEqual({ ok: true, remoteKey: missing })
    expect(await send(stub.url, notice({ ...gone, operation: 'update' }))).toMatchObject({
      ok: false,
      retryable: false,
    })
  })

  it('calls no other path for a key that is none', async () => {
    await using stub = await start()
    for (const remoteKey of ['../../user#1', 'x', 'a/b#1/../2', 'a/../b#1']) {
      const refused = await send(stub.url, notice({ operation: 'update', remoteKey }))
      expect(refused).toMatchObject({
        ok: false,
        retryable: false,
        detail: expect.stringContaining('not the key of a ticket'),
      })
    }
    expect(stub.requests).toEqual([])
  })

  it('shows a state as text, whatever it is called over there', async () => {
    await using stub = await start()
    const url = 'https://tracker.test/a\u0000b'
    stub.answerNext({
      status: 200,
      json: { number: 1, iid: 1, html_url: url, web_url: url, state: `in\u0000 \n${'x'.repeat(500)}` },
    })
    const state = await stateOf(stub.url, key)
    expect(state?.state).toMatch(/^in x+…$/)
    expect(state?.state).toHaveLength(100)
  })

  it('does not take any yes for one', async () => {
    await using stub = await start()
    stub.answerNext({ status: 200, text: '<html>Sign in</html>' })
    expect(await send(stub.url, notice())).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringContaining('Check the address'),
    })
  })
})

it('waits for the secondary limit of GitHub', async () => {
  await using stub = await startGithubStub()
  stub.answerNext(SECONDARY_LIMIT)
  expect(await github.send(atGithub(stub.url), notice(), localOutbound)).toMatchObject({
    retryable: true,
    retryAfterSeconds: 60,
  })
})

it('opens issues at GitLab that only members see, unless told otherwise', async () => {
  await using stub = await startGitlabStub()
  await gitlab.send(atGitlab(stub.url), notice(), localOutbound)
  await gitlab.send(atGitlab(stub.url, { confidential: false }), notice(), localOutbound)
  expect(stub.issues.map(({ confidential }) => confidential)).toEqual([true, false])
})
