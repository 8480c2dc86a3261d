import * as z from 'zod'
import { LineReading } from './load.ts'

/** What a workload carries, in a list of workloads. */
export const CarriedLoad = z
  .object({
    load: z.number().nullable().meta({ description: 'Σ 10·(risk/100)²; null: nothing that it runs was scanned' }),
    loadLine: LineReading.nullable().meta({ description: 'Null: no line is set for it' }),
  })
  .meta({ id: 'CarriedLoad' })
export type CarriedLoad = z.infer<typeof CarriedLoad>
