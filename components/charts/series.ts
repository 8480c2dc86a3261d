/** One line or row of bars. Colour, pattern and name tell it apart, never the colour alone. */
export interface Series<Point> {
  key: Extract<keyof Point, string>
  label: string
  /** A token of the style sheet: `accent`, `build`. */
  colour: 'accent' | 'muted' | 'danger' | 'warn' | 'ok' | 'build' | 'deploy' | 'runtime'
  /** Fill of bars, dashes of lines. */
  pattern: 'solid' | 'striped' | 'dotted'
  /** Bars with the same stack stand on one another. */
  stack?: string
}

/** A chart as data: what it draws is also what its table says. */
export interface ChartData<Point> {
  points: readonly Point[]
  /** Text under a point, and of its row. */
  labelOf: (point: Point) => string
  /** Shorter, under every point: where each is a group of its own. */
  shortOf?: (point: Point) => string
  series: readonly Series<Point>[]
  form: 'bars' | 'lines'
  format: (value: number) => string
  /** Shorter, for the axis. */
  formatTick: (value: number) => string
  /** Leads to the rows behind a point of a series. */
  hrefOf?: (point: Point, key: Series<Point>['key']) => string | null
}

export function colourOf({ colour }: { colour: Series<never>['colour'] }): string {
  return `var(--color-${colour})`
}

export const DASHES = { solid: undefined, striped: '6 3', dotted: '2 3' } as const
