import * as z from 'zod'

/** An address of http(s) without a password in it, as it is called; what it may reach is decided where it is called. */
export function address() {
  return z.string().trim().max(2000).refine(isAddress, ADDRESS).refine(hasNoPassword, PASSWORD)
}

/** The same, or nothing. */
export function optionalAddress() {
  const orNone = (test: (url: string) => boolean) => (url: string) => url === '' || test(url)
  return z
    .string()
    .trim()
    .max(2000)
    .refine(orNone(isAddress), ADDRESS)
    .refine(orNone(hasNoPassword), PASSWORD)
    .default('')
}

const ADDRESS = 'Write a whole address that begins with https://'
const PASSWORD = 'Leave user name and password out of the address'

function isAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)
}

function hasNoPassword(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed === null || (parsed.username === '' && parsed.password === '')
}

/** A token as it stands in a header: no blanks, no line breaks. */
export function token() {
  return z
    .string()
    .max(4000)
    .regex(/^[!-~]*$/, 'Copy it without blanks and line breaks')
}

/** Text of one line that is optional; empty is none. */
export function line(length = 200) {
  return z
    .string()
    .trim()
    .max(length)
    .regex(/^[^\p{Cc}]*$/u, 'Write it on one line')
    .default('')
}

/** Names that may not hold blanks, as trackers want their labels. */
export function labels() {
  return z
    .array(
      z
        .string()
        .trim()
        .regex(/^[^\s,]{1,50}$/, 'Write labels without blanks and commas, at most 50 characters each'),
    )
    .max(10)
    .default([])
}

/** The base address without its last slash, and what comes after it. */
export function under(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`
}
