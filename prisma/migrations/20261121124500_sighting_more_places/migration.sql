-- Where else the same problem is, when one scan saw it in several places: details of the same shape as `detail`.
ALTER TABLE sighting ADD COLUMN more_places jsonb NOT NULL DEFAULT '[]';
