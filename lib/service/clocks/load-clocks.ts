import { type Clocks, clocksOf, DEFAULT_CLOCKS } from '../../domain/sla.ts'
import { clocksInForce } from '../../store/clocks/versions.ts'
import type { Db } from '../../store/database.ts'

/** The clocks in force, ready to date issues by. */
export async function loadClocks(db: Db): Promise<Clocks> {
  return clocksOf((await clocksInForce(db)) ?? DEFAULT_CLOCKS)
}
