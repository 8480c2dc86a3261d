/**
 * Lets those who ask for the same thing at the same time wait for one reading of it: when what is remembered of a token or a
 * cluster gets too old, thousands of requests find that out at once.
 */
export class SharedReadings<Value> {
  readonly #underWay = new Map<string, Promise<Value>>()

  share(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.#underWay.get(key)
    if (known) return known
    const reading = read().finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, reading)
    return reading
  }
}
