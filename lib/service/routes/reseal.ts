import { log } from '../../observe/log.ts'
import { database } from '../../store/database.ts'
import { replaceSecrets, sealedSecrets } from '../../store/routes/write.ts'
import { resealed } from './secrets.ts'

/** Seals anew what an older key sealed, so that the older key can be taken out of the configuration. */
export async function resealSecrets(): Promise<void> {
  for (const { id, secrets } of await sealedSecrets(database())) {
    try {
      const anew = resealed(id, secrets)
      if (anew !== null) await replaceSecrets(database(), id, secrets, anew)
    } catch (error) {
      log.warn({ err: error, routeId: id }, 'the secrets of a route cannot be opened with any configured key')
    }
  }
}
