-- The tables of a shared archive. 'pullquote publish' creates them, then those of 'counts.sql'; docs/shared-archive.md explains them.
CREATE SCHEMA IF NOT EXISTS pullquote;

CREATE TABLE pullquote.archive (version integer NOT NULL);
INSERT INTO pullquote.archive VALUES (2);

-- Who publishes.
CREATE TABLE pullquote.publishers (
    publisher integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    published timestamptz
);

-- Every story once, whoever publishes it. Its row is locked while the story is written.
CREATE TABLE pullquote.stories (
    story uuid PRIMARY KEY,
    year smallint NOT NULL,     -- where its article and quotes are
    digest bigint NOT NULL,     -- of all that is stored of it
    publisher integer NOT NULL REFERENCES pullquote.publishers, -- who wrote it last
    written timestamptz NOT NULL DEFAULT now()
);

-- Which stories a publisher has; one that nobody has is removed.
CREATE TABLE pullquote.copies (
    publisher integer NOT NULL REFERENCES pullquote.publishers,
    story uuid NOT NULL,
    stamp bigint NOT NULL,      -- of the file, its corrections and the program; 0: to be published again
    path text NOT NULL,
    entry integer NOT NULL,
    PRIMARY KEY (publisher, story)
);
CREATE INDEX copies_by_story ON pullquote.copies (story);

-- What publishers have set right, with who and when; of two corrections of a quote the later one holds.
CREATE TABLE pullquote.corrections (
    publisher integer NOT NULL REFERENCES pullquote.publishers,
    story uuid NOT NULL,
    quote text NOT NULL,        -- a hash of its words and those around them
    made timestamptz NOT NULL,
    said text NOT NULL,         -- the words
    speaker text,               -- who said it; NULL: unknown, or no quote at all
    correction jsonb NOT NULL,  -- all of it
    PRIMARY KEY (publisher, story, quote)
);
CREATE INDEX corrections_by_story ON pullquote.corrections (story);

-- Every name as articles write it.
CREATE TABLE pullquote.names (
    name bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    written text NOT NULL,
    key text,                   -- its words in small letters; NULL for a pronoun
    words tsvector NOT NULL
);
CREATE UNIQUE INDEX names_written ON pullquote.names (md5(written));
CREATE INDEX names_by_key ON pullquote.names (key);
CREATE INDEX names_words ON pullquote.names USING gin (words);

-- Whose name it is, as each publisher's archive has it.
CREATE TABLE pullquote.people (
    publisher integer NOT NULL REFERENCES pullquote.publishers,
    name bigint NOT NULL REFERENCES pullquote.names,
    person text NOT NULL,       -- the name that most quotes have
    alias text NOT NULL,        -- the name of which this is a spelling
    kind text NOT NULL CHECK (kind IN ('person', 'organisation')),
    gender text CHECK (gender IN ('woman', 'man')),
    certainty text NOT NULL CHECK (certainty IN ('sure', 'probable', 'reader')),
    quotes bigint NOT NULL,     -- of the person, in the publisher's archive
    PRIMARY KEY (publisher, name)
);
CREATE INDEX people_by_name ON pullquote.people (name);
CREATE INDEX people_by_person ON pullquote.people (publisher, person);

-- Whose name it is: what a reader decided, else what the archive with most of the person's quotes says.
CREATE VIEW pullquote.who_is_who AS
    SELECT DISTINCT ON (name) name, person, alias, kind, gender, certainty
    FROM pullquote.people
    ORDER BY name, certainty = 'reader' DESC, quotes DESC, publisher;

-- Stories, a partition a year; 0 is the year of those without a day.
CREATE TABLE pullquote.articles (
    story uuid NOT NULL,
    year smallint NOT NULL,
    day date,
    clock time,
    title text NOT NULL,
    standfirst text,
    authors text[] NOT NULL,
    source text,
    url text,
    minutes integer NOT NULL,
    language text,
    tags text[] NOT NULL,
    quotes integer NOT NULL,
    speakers bigint[] NOT NULL, -- names
    path text NOT NULL,         -- where the publisher has it
    entry integer NOT NULL,
    body text NOT NULL,
    parts jsonb NOT NULL,       -- blocks and links, as byte ranges of the body
    words tsvector NOT NULL,
    facts tsvector NOT NULL,
    PRIMARY KEY (year, story)
) PARTITION BY LIST (year);
CREATE INDEX articles_newest ON pullquote.articles (year DESC, day DESC, story DESC);
CREATE INDEX articles_words ON pullquote.articles USING gin (words, facts);
CREATE INDEX articles_speakers ON pullquote.articles USING gin (speakers);

-- Quotes, in the same partitions.
CREATE TABLE pullquote.quotes (
    story uuid NOT NULL,
    year smallint NOT NULL,
    day date,
    place integer NOT NULL,     -- where it begins in the body, in bytes
    place_end integer NOT NULL,
    quote bigint NOT NULL,      -- its identity
    kind text NOT NULL,
    said text NOT NULL,         -- its words, with what the story says between them
    speaker text,
    role text,
    speakers bigint[] NOT NULL, -- names
    confidence smallint NOT NULL,
    corrected_by text,          -- the publisher who has set the speaker
    source text,
    word_count integer NOT NULL, -- of the quoted words
    details jsonb NOT NULL,     -- its parts, where the speaker is mentioned, and why
    words tsvector NOT NULL,
    about tsvector NOT NULL,
    facts tsvector NOT NULL,
    PRIMARY KEY (year, story, place, quote)
) PARTITION BY LIST (year);
CREATE INDEX quotes_newest ON pullquote.quotes (year DESC, day DESC, story DESC, place);
CREATE INDEX quotes_words ON pullquote.quotes USING gin (words, about, facts);
CREATE INDEX quotes_speakers ON pullquote.quotes USING gin (speakers);

-- The words of texts that are too long for the positions of one tsvector, in overlapping parts.
CREATE TABLE pullquote.long_texts (
    story uuid NOT NULL,
    place integer NOT NULL,     -- of a quote; -1 for the story
    part integer NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (story, place, part)
);

-- Adds the partitions of a year, for publishers who do not own the tables.
CREATE FUNCTION pullquote.add_year(added integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pullquote, pg_temp AS $$
BEGIN
    IF added NOT BETWEEN 0 AND 9999 THEN
        RAISE EXCEPTION 'there is no year %', added;
    END IF;
    IF to_regclass(format('pullquote.quotes_%s', added)) IS NULL THEN
        -- Of two publishers the second one waits, and then finds the partitions.
        PERFORM pg_advisory_xact_lock(7309475598860);
        EXECUTE format('CREATE TABLE IF NOT EXISTS pullquote.articles_%s PARTITION OF pullquote.articles FOR VALUES IN (%s)', added, added);
        EXECUTE format('CREATE TABLE IF NOT EXISTS pullquote.quotes_%s PARTITION OF pullquote.quotes FOR VALUES IN (%s)', added, added);
    END IF;
END $$;
REVOKE EXECUTE ON FUNCTION pullquote.add_year(integer) FROM PUBLIC;
