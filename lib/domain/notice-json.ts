import type { Notice } from './notice.ts'

/** A notice as it waits in the outbox: its JSON, before it is known how and how often it is sent. */
export type StoredNotice = Omit<Notice, 'operation' | 'remoteKey' | 'attempt'>

/** JSON knows no dates. */
type Written<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Written<Value[Key]> }
      : Value
export type WrittenNotice = Written<StoredNotice>

export function noticeFromJson(written: WrittenNotice): StoredNotice {
  const { at, subject, digest, ...rest } = written as unknown as StoredNotice
  return {
    ...rest,
    at: new Date(at),
    subject: subject && { ...subject, dueAt: subject.dueAt && new Date(subject.dueAt) },
    digest: digest && { ...digest, from: new Date(digest.from), to: new Date(digest.to) },
  }
}
