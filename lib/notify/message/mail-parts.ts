import type { Notice } from '../../domain/notice.ts'
import { shorten } from './hostile-text.ts'
import { type Outline, outlineOf } from './outline.ts'

export interface MailParts {
  subject: string
  text: string
  html: string
}

/** Longer subjects are cut by mail programs anyway. */
const SUBJECT_LENGTH = 180

/** Subject, plain and HTML part of a message. The subject has no line break, whatever the title says. */
export function mailParts(notice: Notice): MailParts {
  const outline = outlineOf(notice)
  return {
    subject: shorten(`${outline.title} (${outline.happened.toLowerCase()})`, SUBJECT_LENGTH),
    text: plainPart(outline),
    html: htmlPart(outline),
  }
}

export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

function plainPart(outline: Outline): string {
  const lines = [
    outline.title,
    outline.happened,
    '',
    outline.text,
    '',
    ...outline.facts.map(([label, value]) => `${label}: ${value}`),
  ]
  for (const item of outline.items) lines.push('', `- ${item.title}`, `  ${item.detail}`, `  ${item.url}`)
  if (outline.unnamed > 0) lines.push('', `and ${outline.unnamed} more`)
  lines.push('', `Open in Plimsoll: ${outline.url}`, '', FOOTER, '')
  return lines.join('\n').replace(/\n{3,}/g, '\n\n')
}

const FOOTER = 'A route of Plimsoll sent this. Whoever looks after the routes can change or end it.'
/** Mail programs drop style sheets, so every element has its own; colours are readable in light and dark. */
const STYLE = {
  body: 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5;max-width:640px',
  happened: 'margin:0 0 4px;font-size:12px;opacity:.75',
  title: 'margin:0 0 12px;font-size:18px;line-height:1.3',
  label: 'padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:600;white-space:nowrap',
  value: 'padding:2px 0;vertical-align:top;word-break:break-word',
  button:
    'display:inline-block;padding:8px 14px;border:1px solid;border-radius:6px;text-decoration:none;font-weight:600',
  footer: 'margin:24px 0 0;font-size:12px;opacity:.75',
}

function htmlPart(outline: Outline): string {
  const facts = outline.facts.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${STYLE.label}">${htmlText(label)}</th><td style="${STYLE.value}">${htmlText(value)}</td></tr>`,
  )
  const items = outline.items.map((item) => `<li>${anchor(item.url, item.title)}<br>${htmlText(item.detail)}</li>`)
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${htmlText(outline.title)}</title></head>`,
    `<body style="${STYLE.body}">`,
    `<p style="${STYLE.happened}">${htmlText(outline.happened)}</p>`,
    `<h1 style="${STYLE.title}">${htmlText(outline.title)}</h1>`,
    ...outline.text
      .split('\n')
      .filter(Boolean)
      .map((line) => `<p>${htmlText(line)}</p>`),
    facts.length > 0 ? `<table role="presentation" style="border-collapse:collapse">${facts.join('')}</table>` : '',
    items.length > 0 ? `<ul>${items.join('')}</ul>` : '',
    outline.unnamed > 0 ? `<p>and ${outline.unnamed} more</p>` : '',
    `<p>${anchor(outline.url, 'Open in Plimsoll', STYLE.button)}</p>`,
    `<p style="${STYLE.footer}">${htmlText(FOOTER)}</p></body></html>`,
  ]
    .filter(Boolean)
    .join('\n')
}

function anchor(url: string, words: string, style = ''): string {
  return `<a href="${htmlText(url)}"${style && ` style="${style}"`}>${htmlText(words)}</a>`
}
