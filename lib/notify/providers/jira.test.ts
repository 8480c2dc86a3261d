import { describe, expect, it } from 'vitest'
import type { Notice } from '../../domain/notice.ts'
import { localOutbound } from '../testing/http-stub.ts'
import { JIRA, startJiraStub } from '../testing/jira-stub.ts'
import { digestNotice, hostileNotice, LINK, notice } from '../testing/notices.ts'
import { jira } from './jira.ts'

const KEY = 'PAY-1'

describe.each(['cloud', 'data-center'] as const)('Jira %s', (deployment) => {
  const at = (url: string, change: object = {}) =>
    jira.settings.parse({ deployment, siteUrl: url, ...JIRA, labels: ['security'], ...change })
  const send = (url: string, message: Notice, change: object = {}) => jira.send(at(url, change), message, localOutbound)
  const stateOf = (url: string, key = KEY, change: object = {}) =>
    jira.remoteState?.(at(url, change), key, localOutbound)

  it.each([
    ['one issue', notice()],
    ['a digest', digestNotice()],
    ['hostile text', hostileNotice()],
    ['text without end', hostileNotice(400)],
    ['a digest without end', digestNotice('ü*'.repeat(5000))],
    ['a title of nothing', notice({ title: '\0', text: '' })],
  ])('takes %s, with its link', async (_what, message) => {
    await using stub = await startJiraStub(deployment)
    expect(await send(stub.url, message)).toEqual({ ok: true, remoteKey: KEY, remoteUrl: `${stub.url}/browse/${KEY}` })
    expect(JSON.stringify(stub.issues[0]?.fields.description)).toContain(LINK)
    expect(stub.issues[0]?.fields.labels).toContain('security')
    expect(stub.requests[0]?.text).toBe(jira.render(at(stub.url), message).body)
  })

  it('keeps one ticket: comments on it, closes it with a resolution, and opens it again', async () => {
    await using stub = await startJiraStub(deployment)
    await send(stub.url, notice())
    const update = (change: Partial<Notice>) =>
      send(stub.url, notice({ operation: 'update', remoteKey: KEY, ...change }))
    expect(await update({ events: ['overdue'] })).toEqual({ ok: true, remoteKey: KEY })
    expect(await stateOf(stub.url)).toEqual({ state: 'To do', closed: false })
    expect(await update({ operation: 'close', events: ['closed'] })).toEqual({ ok: true, remoteKey: KEY })
    expect(stub.issues[0]).toMatchObject({ status: 'Done', resolution: 'Done' })
    expect(await stateOf(stub.url)).toEqual({ state: 'Done', closed: true })
    expect(await update({ events: ['reopened'] })).toEqual({ ok: true, remoteKey: KEY })
    expect(await stateOf(stub.url)).toEqual({ state: 'In progress', closed: false })
    expect(stub.issues[0]?.comments).toHaveLength(3)
  })

  it('leaves a ticket alone that somebody closed already, and only says so', async () => {
    await using stub = await startJiraStub(deployment)
    await send(stub.url, notice())
    Object.assign(stub.issues[0] ?? {}, { status: 'Rejected' })
    await send(stub.url, notice({ operation: 'close', events: ['closed'], remoteKey: KEY }))
    expect(stub.issues[0]).toMatchObject({ status: 'Rejected', comments: [expect.anything()] })
  })

  it('moves to the status that was asked for, or says which steps there are', async () => {
    await using stub = await startJiraStub(deployment)
    await send(stub.url, notice())
    const close = notice({ operation: 'close', events: ['closed'], remoteKey: KEY })
    expect(await send(stub.url, close, { closedStatus: 'Verified' })).toMatchObject({
      ok: false,
      retryable: false,
      detail: expect.stringMatching(/no step leads to "Verified".*Finish → Done/),
    })
    stub.steps.push({ id: '41', name: 'Verify', to: 'Done', from: ['To do'], fields: {} })
    expect(await send(stub.url, close, { closedStatus: 'done' })).toMatchObject({ ok: true })
    expect(stub.issues[0]?.status).toBe('Done')
  })

  it('says so where a workflow has no way to close', async () => {
    await using stub = await startJiraStub(deployment)
    await send(stub.url, notice())
    stub.steps.splice(2)
    const closed = await send(stub.url, notice({ operation: 'close', events: ['closed'], remoteKey: KEY }))
    expect(closed).toMatchObject({
      retryable: false,
      detail: expect.stringContaining('no step leads to a closed status'),
    })
    expect(stub.issues[0]?.comments).toEqual([])
  })

  it('makes no second ticket and no second comment where an answer was lost', async () => {
    await using stub = await startJiraStub(deployment)
    await send(stub.url, notice())
    expect(await send(stub.url, notice({ attempt: 2 }))).toMatchObject({ ok: true, remoteKey: KEY })
    expect(await send(stub.url, notice({ attempt: 2, id: 'another' }))).toMatchObject({ remoteKey: 'PAY-2' })
    const update = notice({ operation: 'update', remoteKey: KEY, id: 'update' })
    for (const attempt of [1, 2, 3]) await send(stub.url, { ...update, attempt })
    expect(stub.issues[0]?.comments).toHaveLength(1)
  })

  it.each([
    ['a wrong token', { token: 'secret-token' }, /^Jira: HTTP 401: .*\. Check/],
    [
      'a project that is not there',
      { project: 'OTHER' },
      /project: valid project is required\. Check the key of the project/,
    ],
    ['a type that is not there', { issueType: 'Epos' }, /issuetype: .*\. Check the name of the issue type/],
  ])('says what to do about %s', async (_what, change, detail) => {
    await using stub = await startJiraStub(deployment)
    const delivery = await send(stub.url, notice(), change)
    expect(delivery).toMatchObject({ ok: false, retryable: false, detail: expect.stringMatching(detail) })
    expect(JSON.stringify(delivery)).not.toContain('secret-token')
  })

  it('waits as long as it is told', async () => {
    await using stub = await startJiraStub(deployment)
    stub.throttle()
    expect(await send(stub.url, notice())).toMatchObject({ ok: false, retryable: true, retryAfterSeconds: 7 })
  })

  it('knows a ticket that is gone from a site that refuses, and a key that is none', async () => {
    await using stub = await startJiraStub(deployment)
    expect(await stateOf(stub.url, 'PAY-99')).toBeNull()
    await expect(stateOf(stub.url, KEY, { token: 'other' })).rejects.toMatchObject({ retryable: false })
    const update = (remoteKey: string) => send(stub.url, notice({ operation: 'update', remoteKey }))
    expect(await update('PAY-99')).toMatchObject({ ok: false, retryable: false })
    expect(await send(stub.url, notice({ operation: 'close', events: ['closed'], remoteKey: 'PAY-99' }))).toMatchObject(
      { ok: true },
    )
    const asked = stub.requests.length
    expect(await update('../../myself')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('not the key of a ticket'),
    })
    expect(stub.requests).toHaveLength(asked)
  })
})

it('escapes wiki markup, macros and mentions, and needs no escapes in ADF', () => {
  const settings = { siteUrl: 'https://jira.test', ...JIRA }
  const wiki = jira.render(jira.settings.parse({ ...settings, deployment: 'data-center' }), hostileNotice())
  const { description } = (JSON.parse(wiki.body) as { fields: { description: string } }).fields
  expect(description).toContain('\\[\\~admin\\] \\{html\\}')
  expect(description).toContain('h1\u200b. Head')
  expect(description).not.toMatch(/(?<!\\)[{}!]/)
  const cloud = jira.render(jira.settings.parse(settings), hostileNotice())
  expect(cloud.body).toContain('[~admin] {html}')
  expect(cloud.body).not.toContain('"mention"')
})

it('asks for the e-mail that Jira Cloud signs in with', () => {
  const parsed = jira.settings.safeParse({ siteUrl: 'https://jira.test', token: 'x', project: 'PAY' })
  expect(parsed.error?.message).toContain('needs the e-mail')
})
