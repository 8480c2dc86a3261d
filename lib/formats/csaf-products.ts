import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { MAX, MAX_LIST } from './package-findings.ts'
import { purlParts } from './purl.ts'
import type { ReportOptions } from './report-format.ts'
import { packageInside, type StatedProduct, type VexProduct, wholeProduct } from './vex-product.ts'

/** Branches go this deep at most, and relationships of relationships. */
const MAX_DEPTH = 30

interface Relationship {
  /** What it makes of the two: it has an id and a name of its own. */
  whole: StatedProduct
  component: string
  inside: string
}

/** A product with what it is a part of, innermost first. */
interface Placed {
  product: StatedProduct
  inside: readonly StatedProduct[]
}

/** The products of an advisory by their ids. @see CSAF 2.0 §3.2.2 */
export class CsafProducts {
  readonly #products = new Map<string, StatedProduct>()
  readonly #relationships = new Map<string, Relationship>()
  readonly #groups = new Map<string, string[]>()
  readonly #options: ReportOptions

  constructor(tree: JsonObject | null, options: ReportOptions) {
    this.#options = options
    for (const one of asArray(member(tree, 'full_product_names'))) this.#add(asObject(one))
    this.#addBranches(asArray(member(tree, 'branches')), 0)
    for (const one of asArray(member(tree, 'relationships')).map(asObject)) {
      const named = asObject(member(one, 'full_product_name'))
      this.#relationships.set(text(named, 'product_id', MAX.ref), {
        whole: productOf(named),
        component: text(one, 'product_reference', MAX.ref),
        inside: text(one, 'relates_to_product_reference', MAX.ref),
      })
    }
    for (const group of asArray(member(tree, 'product_groups')).map(asObject)) {
      this.#groups.set(text(group, 'group_id', MAX.ref), texts(group, 'product_ids', MAX.ref, Number.POSITIVE_INFINITY))
    }
  }

  /** What a product is here; a text is the reason why that cannot be told. */
  told(id: string): VexProduct | string {
    const placed = this.#placed(id, 0)
    if (placed === null) return `The document has no product with the id ${id}`
    const { product, inside } = placed
    if (inside.length === 0) return wholeProduct(product, this.#options)
    const readings = inside.map((one) => packageInside(one, product, this.#options))
    return readings.find((one) => typeof one !== 'string') ?? readings[0] ?? ''
  }

  /** The products that a part of a vulnerability (a flag, a threat, a remediation) is about; null for all of them. */
  about(part: JsonObject | null): ReadonlySet<string> | null {
    const groups = texts(part, 'group_ids', MAX.ref, MAX_LIST)
    const ids = texts(part, 'product_ids', MAX.ref, Number.POSITIVE_INFINITY)
    if (groups.length === 0 && ids.length === 0) return null
    return new Set([...ids, ...groups.flatMap((group) => this.#groups.get(group) ?? [])])
  }

  #placed(id: string, depth: number): Placed | null {
    const product = this.#products.get(id)
    if (product !== undefined) return { product, inside: [] }
    const relationship = this.#relationships.get(id)
    if (relationship === undefined || depth > MAX_DEPTH) return null
    const component = this.#placed(relationship.component, depth + 1)
    const around = this.#placed(relationship.inside, depth + 1)
    if (component === null || around === null) return null
    const { whole } = relationship
    return {
      product: component.product.purls.length > 0 ? component.product : { ...component.product, purls: whole.purls },
      inside: [...component.inside, around.product, ...around.inside],
    }
  }

  #addBranches(branches: readonly unknown[], depth: number): void {
    if (depth > MAX_DEPTH) return
    for (const branch of branches.map(asObject)) {
      this.#add(asObject(member(branch, 'product')), text(branch, 'category', 100), text(branch, 'name', MAX.version))
      this.#addBranches(asArray(member(branch, 'branches')), depth + 1)
    }
  }

  #add(stated: JsonObject | null, category = '', branch = ''): void {
    const id = text(stated, 'product_id', MAX.ref)
    if (id === '') return
    const product = productOf(stated)
    this.#products.set(id, {
      ...product,
      isRange: category === 'product_version_range',
      purls: category === 'product_version' && /^v?\d/i.test(branch) ? versioned(product.purls, branch) : product.purls,
    })
  }
}

function productOf(stated: JsonObject | null): StatedProduct {
  const helper = asObject(member(stated, 'product_identification_helper'))
  const hashes = asArray(member(helper, 'hashes'))
    .flatMap((one) => asArray(member(asObject(one), 'file_hashes')))
    .map(asObject)
  const sha256 = hashes.find((one) => text(one, 'algorithm', 20).toLowerCase() === 'sha256') ?? null
  return {
    names: ['name', 'product_id'].map((key) => text(stated, key, MAX.ref)).filter((name) => name !== ''),
    purls: [text(helper, 'purl', MAX.ref), ...texts(helper, 'purls', MAX.ref, MAX_LIST)].filter((one) => one !== ''),
    cpes: [text(helper, 'cpe', MAX.ref)],
    sha256: text(sha256, 'value', 100),
  }
}

/** The branch tells the version where the package URL does not. */
function versioned(purls: readonly string[], version: string): string[] {
  return purls.map((purl) => {
    if (purlParts(purl)?.version !== '') return purl
    const [named = '', rest = ''] = purl.split(/(?=[?#].*)/s)
    return `${named}@${encodeURIComponent(version)}${rest}`
  })
}
