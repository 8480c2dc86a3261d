/** A sleep that can be cut short; a call that comes before the sleep is not lost. */
export class Wake {
  #called = false
  #end: (() => void) | null = null

  call(): void {
    this.#called = true
    this.#end?.()
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.#called) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.#end = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.#end = null
    this.#called = false
  }
}
