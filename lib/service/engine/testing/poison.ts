import sql, { raw } from 'sql-template-tag'
import { database } from '../../../store/database.ts'

/** While `work` runs, the database refuses every row of the table in whose column the word "poison" stands. */
export async function bitter<Value>(table: string, column: string, work: () => Promise<Value>): Promise<Value> {
  const db = database()
  await db.query(sql`
    CREATE FUNCTION bitter() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF to_jsonb(NEW)->>TG_ARGV[0] LIKE '%poison%' THEN RAISE EXCEPTION 'it tastes bitter'; END IF;
      RETURN NEW;
    END $$`)
  await db.query(sql`
    CREATE TRIGGER bitter BEFORE INSERT OR UPDATE ON ${raw(`"${table}"`)} FOR EACH ROW EXECUTE FUNCTION bitter(${raw(`'${column}'`)})`)
  try {
    return await work()
  } finally {
    await db.query(sql`DROP FUNCTION bitter() CASCADE`)
  }
}
