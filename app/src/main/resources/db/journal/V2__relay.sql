-- Which node copies which partition of the journal to Kafka; Kafka itself turns away one that was replaced.
create table journal.relay (
    partition integer primary key,
    owner     uuid        not null,
    until     timestamptz not null
);
