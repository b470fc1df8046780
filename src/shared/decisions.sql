-- What version 5 has besides the tables of version 4: when readers decided on who is who, since the latest decision holds.

ALTER TABLE pullquote.people ADD COLUMN decided timestamptz; -- when a reader last decided on this name or its person; NULL: nobody has
-- Those of versions before are known without their times: any later one holds.
UPDATE pullquote.people SET decided = to_timestamp(0) WHERE certainty = 'reader';
CREATE INDEX people_decided ON pullquote.people (name) WHERE decided IS NOT NULL;

-- Whose name it is: what a reader decided last, else what the archive with most of the person's quotes says.
CREATE OR REPLACE VIEW pullquote.who_is_who AS
    SELECT DISTINCT ON (name) name, person, alias, kind, gender, certainty
    FROM pullquote.people
    ORDER BY name, decided DESC NULLS LAST, quotes DESC, publisher;

UPDATE pullquote.archive SET version = 5;
