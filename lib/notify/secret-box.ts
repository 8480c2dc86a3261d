import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Keys for secrets at rest. The first one seals; all of them open, so that a key can be replaced while the product runs. */
export class SecretBox {
  readonly #keys: { id: string; key: Buffer }[]

  /** `masters` are passphrases of the configuration, the current one first. */
  constructor(masters: readonly string[]) {
    this.#keys = masters.map((master) => ({
      id: derived(master, 'plimsoll secret key id', 6).toString('base64url'),
      key: derived(master, 'plimsoll secrets at rest', 32),
    }))
  }

  /** Whether a sealed text has to be sealed again, because its key is no longer the current one. */
  isOld(sealed: string): boolean {
    return sealed.split('.')[1] !== this.#keys[0]?.id
  }

  /** `place` names the row that the text belongs to: sealed text that is moved to another row cannot be opened there. */
  seal(text: string, place: string): string {
    const [current] = this.#keys
    if (!current) throw new Error('there is no key to seal with')
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv(CIPHER, current.key, iv).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `v1.${current.id}.${sealed.toString('base64url')}`
  }

  /** Throws when the key is not there, or the text was sealed for another place or changed. */
  open(sealed: string, place: string): string {
    const [version, id, body] = sealed.split('.')
    const known = this.#keys.find((key) => key.id === id)
    if (version !== 'v1' || !known || !body) {
      throw new Error(`a secret was sealed with key ${id}, which is not configured: set it in SECRETS_KEYS_BEFORE`)
    }
    const bytes = Buffer.from(body, 'base64url')
    const decipher = createDecipheriv(CIPHER, known.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  }
}

function derived(master: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'plimsoll', purpose, bytes))
}
