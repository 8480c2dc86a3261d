import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../lib/domain/severity.ts'

type Rgb = [number, number, number]
type Theme = 'light' | 'dark'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

/** A token's colour in linear sRGB, read from the style sheet. */
function token(name: string, theme: Theme): Rgb {
  const found = css.match(new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`))
  if (!found) throw new Error(`no token ${name}`)
  const [l, c, h] = (theme === 'light' ? found[1]! : found[2]!).split(' ').map(Number) as Rgb
  return fromOklch(l, c, h)
}

/** @see https://bottosson.github.io/posts/oklab/ */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return clamp([
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ])
}

function toOklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const clamp = (rgb: Rgb): Rgb => rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb

/** WCAG 2.2 contrast ratio. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** How a colour looks to dichromats, @see Machado, Oliveira, Fernandes 2009, severity 1.0. */
const EYES: Record<string, Rgb[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const seen = (eye: Rgb[], rgb: Rgb) =>
  clamp(eye.map((row) => row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]) as Rgb)

function difference(one: Rgb, other: Rgb): number {
  const [a, b] = [toOklab(one), toOklab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const GROUNDS = ['canvas', 'surface', 'raised', 'hover', 'selected']
const TEXTS = ['ink', 'muted', 'faint', 'accent', 'danger', 'ok', 'warn', 'build', 'deploy', 'runtime', ...SEVERITIES]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(TEXTS)('%s reads at 4.5:1 on every ground', (text) => {
    for (const ground of GROUNDS) {
      expect(contrast(token(text, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(['accent', 'danger'])('text on %s reads at 4.5:1', (ground) => {
    expect(contrast(token(`on-${ground}`, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test('the edge of a control and the focus ring stand out at 3:1', () => {
    for (const ground of ['canvas', 'surface', 'raised']) {
      expect(contrast(token('control', theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3)
      expect(contrast(token('accent', theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(Object.keys(EYES))('severities differ for %s eyes', (eye) => {
    const colours = SEVERITIES.map((severity) => seen(EYES[eye]!, token(severity, theme)))
    for (const [at, one] of colours.entries()) {
      for (const other of colours.slice(at + 1)) expect(difference(one, other)).toBeGreaterThanOrEqual(0.06)
    }
  })
})
