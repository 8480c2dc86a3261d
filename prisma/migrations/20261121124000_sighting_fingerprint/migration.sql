-- Of severity and detail as they were written (CRC-32): a scan that says the same again writes nothing. Null is written anew.
ALTER TABLE sighting ADD COLUMN fingerprint bigint;
